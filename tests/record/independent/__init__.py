"""Verifiers that we did not write, on what we publish: Go's sumdb, tlog-scales, writers of JCS; Ed25519's edges."""
