"""The public pages, forms and JSON. It reads through `bilateral.node.read` only and holds no rule of the dialogue."""
