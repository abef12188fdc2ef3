"""The command line: parses, asks the session, prints. It holds no rule."""
