"""Office files of what this node holds: which texts go out, and whether what comes back still starts from them."""
