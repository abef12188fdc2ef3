"""Every reader of the same rules gives the same verdict, or the difference is a bug.

`python -m tests.differential` runs it for a time or a number of cases.
"""
