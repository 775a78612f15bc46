from .folder import Folder
def check_grounds(folder, kinds=None): pass
