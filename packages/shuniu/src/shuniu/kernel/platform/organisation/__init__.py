"""Units and people from Excel, and the slips with the first passwords."""
