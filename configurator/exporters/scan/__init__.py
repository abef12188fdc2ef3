"""Reading back: what the files of a tool make it do now."""
