"""Wordings C: by a third hand, that read neither the rules nor wordings A and B. Who writes rules does not open this."""
