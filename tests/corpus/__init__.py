"""Files of every format that the program reads: what it takes, and what it says to the rest."""
