"""办文: what comes in (incoming) and what goes out (outgoing), in one module with one public door."""
