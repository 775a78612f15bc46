"""A patient's dated entries: reading, checking, merging and writing them; no clinical threshold."""
