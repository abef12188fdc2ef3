"""One mistake at a time: in a table, in the data of a file, in its text."""
