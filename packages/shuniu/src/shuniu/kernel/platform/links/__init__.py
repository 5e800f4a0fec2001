"""Links between any two records across modules, without foreign keys."""
