"""The list of patients: what each needs this week, derived from the advice and nothing else."""
