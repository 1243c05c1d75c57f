"""The node's rates beside the database's own, and how its pages' times grow with the record."""
