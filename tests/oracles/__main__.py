"""`python -m tests.oracles [TARGET …]`: install the clients, let them judge, keep what they said.

Without targets, only those whose record is no longer about what there is; `--all` takes
every one; `--kept` asks nobody, and prints what the records say. With `--exports` the
clients judge what is exported and no mistakes, and nothing is kept. Exits 1, and keeps no
record, where a client has something against an export, or nobody notices a mistake that is
not listed, or that takes a bound away.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.oracles import bounds
from tests.oracles.clients import asking, install
from tests.oracles.frame import Ask, Oracle, cases, mistakes
from tests.oracles.listed import ORACLES
from tests.oracles.record import Record, about, keep, kept, survivors


def main(arguments: list[str]) -> int:
    """Run those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracles", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*ORACLES, []], metavar="TARGET")
    parser.add_argument("--all", action="store_true", help="every one, stale or not")
    parser.add_argument("--kept", action="store_true", help="only say what was kept")
    parser.add_argument("--exports", action="store_true", help="let nobody judge mistakes")
    options = parser.parse_args(arguments)
    if options.kept:
        return say(options.targets or list(ORACLES))
    named = options.targets or [id_ for id_, oracle in ORACLES.items() if options.all or stale(oracle)]
    does = exports if options.exports else run
    return max((does(ORACLES[id_]) for id_ in named), default=0)


def exports(oracle: Oracle) -> int:
    """Let one client judge what is exported. 0 where it has nothing against it."""
    install(oracle.client)
    with asking(oracle.client) as ask:
        verdicts = {case.name: oracle.complaints(ask, case) for case in cases(oracle)}
    for line in _against(verdicts):
        print(f"{oracle.target}: {line}", file=sys.stderr)
    print(f"{oracle.target}: {sum(not said for said in verdicts.values())} of {len(verdicts)} exports taken")
    return int(any(verdicts.values()))


def say(targets: Sequence[str]) -> int:
    """Print the records of these. 1 where one is about what there is no longer."""
    old = 0
    for target in targets:
        record, listed = kept(target), survivors(target)
        unlisted = [name for name in record["survivors"] if name not in listed]
        counts = (
            f"{record['mistakes']} mistakes, {len(record['survivors'])} unnoticed, {len(unlisted)} unlisted"
        )
        print(f"{target}: {len(record['verdicts'])} exports taken; {counts}")
        old += bool(unlisted or stale(ORACLES[target]))
    return int(bool(old))


def stale(oracle: Oracle) -> list[str]:
    """What the record is about no longer, by the names of its parts."""
    try:
        record = kept(oracle.target)
    except (OSError, ValueError):
        return ["nothing is kept"]
    return [name for name, now in about(oracle).items() if record.get(name) != now]


def run(oracle: Oracle) -> int:
    """One oracle. 0 where its record was kept."""
    install(oracle.client)
    judged = about(oracle)
    with asking(oracle.client) as ask:
        verdicts = {case.name: oracle.complaints(ask, case) for case in cases(oracle)}
        found = _mistakes(oracle, ask)
    listed = survivors(oracle.target)
    wrong = [*_against(verdicts), *_unlisted(found, listed)]
    for line in wrong:
        print(f"{oracle.target}: {line}", file=sys.stderr)
    if wrong:
        return 1
    record: Record = {
        **judged,
        "verdicts": dict.fromkeys(verdicts, "taken"),
        "mistakes": found.made,
        "read": sorted(found.read),
        "survivors": {name: listed[name] for name in sorted(found.unnoticed)},
    }
    keep(oracle.target, record)
    print(f"{oracle.target}: {len(verdicts)} exports taken; {found}")
    return 0


@dataclass
class Found:
    """What became of mistakes: how many were ``made``, which were ``read`` in the file and
    not noticed by the client, which by neither, and which of these take a bound away."""

    made: int = 0
    read: list[str] = field(default_factory=list)
    unnoticed: list[str] = field(default_factory=list)
    loose: dict[str, list[str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.made} mistakes, {len(self.read)} only read, {len(self.unnoticed)} unnoticed"


def _mistakes(oracle: Oracle, ask: Ask) -> Found:
    """A mistake is noticed where it is in one of the cases that it can be made in."""
    found = Found()
    for name, made in mistakes(oracle).items():
        found.made += 1
        if found.made % 25 == 0:
            print(f"{oracle.target}: {found} so far", file=sys.stderr)
        looser: list[str] = []
        for mistake in (make() for make in made):
            if oracle.complaints(ask, mistake.case):
                break
            looser += bounds.looser(oracle, mistake)
        else:
            if looser and oracle.form:
                found.read.append(name)
            elif looser:
                found.loose[name] = looser
            else:
                found.unnoticed.append(name)
    return found


def _against(verdicts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from (f"{name}: {line}" for name, lines in verdicts.items() for line in lines)


def _unlisted(found: Found, listed: Mapping[str, str]) -> Iterator[str]:
    yield from (f"`{name}` takes a bound away: {looser}" for name, looser in found.loose.items())
    yield from (f"`{name}` is noticed by nobody" for name in found.unnoticed if name not in listed)
    yield from (f"`{name}` is listed, and noticed" for name in listed if name not in found.unnoticed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
