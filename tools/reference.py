"""Write the reference of targets from their tables: `python -m tools.reference`.

`--check` exits 1 where what is committed no longer says what the tables say.
"""

from __future__ import annotations

import sys
from pathlib import Path

from configurator.cli.matrix import coverage_lines, oracle_lines, reading_lines
from configurator.domain.profile import Profile
from configurator.exporters import registry
from configurator.exporters.matrix import matrix
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.compose import compose
from configurator.session import Session
from configurator.session.exporting import choices
from tools.judged import judge_lines, survivor_lines

FILE = Path(__file__).parents[1] / "docs" / "reference.md"

HEAD = """# Reference: what each target does with each setting

Written by `python -m tools.reference` from the tables in `configurator/exporters/targets`; a test holds it to them.
`configurator targets --matrix` prints the same for the policy in use, and for targets of other packages.

## Coverage

Over all values that a policy may permit, in each scope that the target has files in. Several letters: it depends on
the value, or on other settings; `configurator export` says which it is for a profile, and why.
"""

ORACLES = """
## What judged it

A row is `E` only where the tool was seen to obey, or where its documentation says so and no client can be run.
"""

READ = """
## What is read back

Whether `configurator scan` and `configurator import` tell from a target's files what it does now.
"""

JUDGED = """
Where that is done: in every run of the tests, or once, with a record that the tests hold to table and files.
"""

SURVIVORS = """
## What no judge notices

Mistakes were made in tables and files one at a time. These go unnoticed; none of them takes a bound away.
"""


def reference() -> str:
    """The whole file, in English and without targets of other packages."""
    policy = load_policy(shipped_folder(), "")
    session = Session.of(compose(policy, []), Profile("default", (), {}))
    targets = [registry.target(id_) for id_ in registry.TARGETS]
    lines = (*coverage_lines(matrix(targets, choices(session)), targets), ORACLES, *oracle_lines(targets))
    read = (READ, *reading_lines(targets))
    judged = (JUDGED, *judge_lines(targets), SURVIVORS, *survivor_lines())
    return "\n".join((HEAD, *lines, *read, *judged))


def main(arguments: list[str]) -> int:
    """Write the reference, or say that it differs."""
    wanted = reference()
    if "--check" in arguments:
        if FILE.read_text(encoding="utf-8") == wanted:
            return 0
        print(f"{FILE}: differs from the tables; run `python -m tools.reference`", file=sys.stderr)
        return 1
    FILE.write_text(wanted, encoding="utf-8")
    print(f"written: {FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
