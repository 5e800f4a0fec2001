"""What each person sees first: 工作台, search, notices, help."""
