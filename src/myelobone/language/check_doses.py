from .folder import Folder
def check_doses(folder, kinds=None): pass
