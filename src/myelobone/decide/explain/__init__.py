"""Why and why not: one answer followed down to the entries of the record."""
