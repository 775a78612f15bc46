"""The command line: one module a verb, and the page for people."""
