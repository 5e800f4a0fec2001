"""Loading the demo: the county's people, then a year of its documents, played through the registered actions."""
