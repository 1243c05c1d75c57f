"""Views: each asks `node.read` for a shape and hands it to a template. No rule lives here."""
