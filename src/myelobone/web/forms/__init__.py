"""Forms made from the vocabulary: a term as fields, and what was typed as an entry of the record."""
