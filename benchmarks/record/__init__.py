"""The record's rates beside pymerkle's and beside the hashes and signatures that nobody can do without."""
