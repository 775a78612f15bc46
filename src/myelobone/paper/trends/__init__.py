"""Charts of facts over time, with what is usual, the limits of knowledge, and doses and events."""
