"""The screens of incoming documents: parse, one action or query, render."""
