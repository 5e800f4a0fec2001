"""Long work, run by `make soak`."""
