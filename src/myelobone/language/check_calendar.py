from .folder import Folder
def check_calendar(folder, kinds=None): pass
