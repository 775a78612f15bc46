"""Patients and their entries: every change a new version, each with its row of the audit trail."""
