"""Coverage-guided fuzzing of every reader, from the corpora on: `python -m tests.fuzz [READER] [SECONDS]`.

Needs the extra `fuzz`. What is found is kept in the corpora as an invalid file.
"""
