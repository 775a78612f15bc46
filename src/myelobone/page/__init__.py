"""The page for people: the advice laid out in lines, for a terminal, a notebook or plain text."""
