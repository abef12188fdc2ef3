"""Each format of a tool's files: read strictly, edited in place, or written whole.

Editing is done on the text itself. What is not ours, down to blanks and
comments, is never parsed and printed again, so it cannot change.
"""
