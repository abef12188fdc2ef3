"""One reader under the fuzzer, which never returns: `python -m tests.fuzz.child READER [ARGUMENTS]`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["configurator", "tomllib", "yaml"]):
    from tests.fuzz.readers import tried


def main() -> None:
    """Fuzz the reader that is named; the rest of the arguments are the fuzzer's."""
    kind = sys.argv.pop(1)
    atheris.Setup(sys.argv, lambda data: tried(kind, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
