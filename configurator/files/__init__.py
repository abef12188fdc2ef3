"""Reading files with bounds on size and with places, and writing them whole."""
