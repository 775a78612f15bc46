"""The engines that take the same decisions: ours, the naive walker, and those of others."""
