"""What surrounds every request: who may, in which language, with which headers, what is logged."""
