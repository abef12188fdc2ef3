"""Every small change to the code that bounds rest on, and whether a test notices."""
