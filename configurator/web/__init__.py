"""The terminal app in a browser on the same machine: who is let in, and one child per tab."""
