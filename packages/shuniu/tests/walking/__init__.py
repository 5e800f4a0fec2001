"""Random procedures, random people and every action of the kernel: the walk that holds the spine to its word."""
