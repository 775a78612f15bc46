from .folder import Folder
def check_facts(folder, kinds=None): pass
