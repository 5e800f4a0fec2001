"""Long work over the whole product, run by `make soak`."""
