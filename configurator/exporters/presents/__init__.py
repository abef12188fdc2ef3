"""How the files of the tools in the tree are read back, one table each."""
