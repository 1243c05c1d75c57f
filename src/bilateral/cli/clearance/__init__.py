"""`bilateral clearance`: offices asked to clear a paper, and a side's rules about it."""
