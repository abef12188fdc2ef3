"""The fixtures of the command line's tests: a home of the test's own, and the program as a function."""

from tests.cli.conftest import home, profile, run

__all__ = ["home", "profile", "run"]
