"""Pictures for paper and screen: our own SVG, which decides nothing."""
