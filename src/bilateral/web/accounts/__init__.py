"""Signing in and the pages about people: allauth does the former, `bilateral.node.people` knows the latter."""
