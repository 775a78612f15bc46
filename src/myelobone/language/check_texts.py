from .folder import Folder
def check_texts(folder, kinds=None): pass
