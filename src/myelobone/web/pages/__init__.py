"""The pages: each view gathers what its template shows; nothing is decided here."""
