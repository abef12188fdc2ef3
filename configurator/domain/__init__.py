"""What settings, bounds, layers and profiles are. Pure: no I/O, no library."""
