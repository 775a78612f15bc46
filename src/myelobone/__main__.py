"""`python -m myelobone`: the same as the command `myelobone`."""

from .cli.main import run

run()
