"""How layers combine, what holds for a person, and what is not permitted. Pure."""
