"""The use cases of outgoing documents: the only writers."""
