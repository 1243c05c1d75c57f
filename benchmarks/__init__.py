"""What `make bench` measures, and the long fuzzing run; figures and pictures are in results/."""
