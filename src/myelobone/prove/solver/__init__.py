"""Questions about all patients at once, answered by z3, and each answer shown on one patient."""
