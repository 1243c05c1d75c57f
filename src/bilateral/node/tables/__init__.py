"""How rows get into the tables many at a time. What they mean is decided elsewhere."""
