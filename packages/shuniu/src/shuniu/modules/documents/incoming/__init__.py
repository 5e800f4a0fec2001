"""收文: from the door to 办结."""
