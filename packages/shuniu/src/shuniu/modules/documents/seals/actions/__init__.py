"""The use cases of keeping and using seals."""
