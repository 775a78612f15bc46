"""The outside world: what others read of a plan; nothing here decides."""
