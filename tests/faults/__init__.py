"""Faults at every call that changes or reads a file: see ``__main__`` for how to run them all."""
