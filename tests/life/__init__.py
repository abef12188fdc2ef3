"""One person's life with the program: whatever is done in whatever order, the laws hold after every step."""
