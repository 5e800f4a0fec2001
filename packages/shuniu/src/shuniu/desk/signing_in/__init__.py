"""Coming in, going out, and which hat one wears."""
