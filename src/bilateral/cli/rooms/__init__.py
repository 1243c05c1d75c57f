"""`bilateral room`: private rooms from the command line."""
