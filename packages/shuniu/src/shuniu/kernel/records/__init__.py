"""What happened: append-only records, sealed in a chain within a second by one sealer."""
