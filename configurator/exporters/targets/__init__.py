"""One table a module: what a tool can hold, and at which version that was seen."""
