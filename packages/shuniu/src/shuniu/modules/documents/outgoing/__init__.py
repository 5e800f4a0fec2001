"""发文: from the plan to the receipt."""
