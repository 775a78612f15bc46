"""The version of the program, as the advice names it."""

VERSION = "0.1.0"
