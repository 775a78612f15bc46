"""How the tables of `store` came to be, step by step."""
