from .folder import Folder
def check_cycles(folder, kinds=None): pass
