"""Long work with visible progress, and the work that comes round by the clock; one worker does both."""
