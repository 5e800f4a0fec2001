"""The use cases of the register."""
