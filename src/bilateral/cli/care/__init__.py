"""What an operator types: backup, restore, record recover, upgrade, doctor. The work is in `bilateral.node.care`."""
