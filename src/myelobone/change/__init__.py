"""What a new edition changes: in words, and for whose advice."""
