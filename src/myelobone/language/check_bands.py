from .folder import Folder
def check_bands(folder, kinds=None): pass
