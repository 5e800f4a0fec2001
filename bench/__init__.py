"""`make bench`: how fast the product is at a thousand matters and at a million, on both databases."""
