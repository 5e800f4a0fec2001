"""The spine: matters that walk procedures, and the one runner through which every write goes."""
