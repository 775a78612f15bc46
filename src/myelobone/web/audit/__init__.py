"""Who saw, changed, exported, signed what: a chain of rows in which nothing can be altered unseen."""
