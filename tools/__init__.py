"""What is needed to make the program, and not to run it."""
