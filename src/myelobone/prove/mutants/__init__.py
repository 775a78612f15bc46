"""Mutants: one small wrong change of the knowledge at a time, and what notices it."""
