"""The consoles of the three administrators (三员): each has his own, and none shows a matter."""
