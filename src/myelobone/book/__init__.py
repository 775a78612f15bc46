"""The knowledge as a book: a static site for clinicians who review and sign."""
