"""People, their roles, what a role may do, wards."""
