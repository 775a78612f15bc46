"""Opening a patient from inside the hospital's own system by a signed address."""
