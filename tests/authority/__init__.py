"""What the program may touch, as seen by the interpreter's own audit hook."""
