"""The use cases of an incident."""
