"""The clients that are too large for every run: `python -m tests.oracles` asks them, and keeps what they said."""
