"""The use cases of a review."""
