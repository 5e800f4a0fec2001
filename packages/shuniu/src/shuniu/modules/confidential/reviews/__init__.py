"""公开审查: nothing is published before it was reviewed, point by point, by three people (BM-06)."""
