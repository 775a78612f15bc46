"""One patient, one day, one knowledge: the advice. No files, no clock."""
