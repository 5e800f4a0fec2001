"""The use cases of incoming documents: the only writers."""
