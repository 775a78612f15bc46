"""The clinic: people, permissions, storage, screens. Decides nothing."""
