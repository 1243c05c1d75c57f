"""`bilateral redline` and `bilateral tracker`: texts and plans as office files, and back."""
