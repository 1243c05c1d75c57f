"""`bilateral user`: who works with this node, and for whom."""
