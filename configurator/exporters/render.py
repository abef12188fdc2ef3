"""A target's table and effective values to patches, sentences and coverage. Pure.

The only interpreter of tables. Whatever is not written as a patch is told, and
whatever can be neither written nor told is reported as unsupported: nothing is
left out silently, and nothing looser than the effective value is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from configurator.domain.frozen import dataclass, field, replace
from configurator.exporters import last_wins
from configurator.exporters.cases import Outcome, Surroundings
from configurator.exporters.merging import held_tighter, merge
from configurator.exporters.table import (
    Choice,
    Coverage,
    Everything,
    Level,
    OneRow,
    Patch,
    Rank,
    Row,
    Scope,
    Target,
    Unsupported,
)
from configurator.messages import _, clauses, later

RANKS: tuple[Rank, ...] = ("bound", "own", "default")
"""In this order an AI is told, and in the reverse order sentences are dropped."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What an AI is told about one setting.

    ``data`` is free text of the person's. It stands where ``text`` has
    ``{value}``, and every format quotes it in its own way.
    """

    key: str
    text: str
    rank: Rank
    data: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one target is given: ``patches`` by the target's own name of the file."""

    patches: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    sentences: tuple[Sentence, ...] = ()
    coverage: Mapping[str, Coverage] = field(default_factory=dict)


def render(target: Target, choices: Sequence[Choice], scope: Scope) -> Rendered:
    """What to write for ``target`` so that it does as ``choices`` say.

    Raises ValueError where the table contradicts itself: that is a mistake in the
    table, not one of the person's.
    """
    rows, rest, tells = rows_by_setting(target), everything(target), target.tells(scope)
    here = Surroundings.of(target, scope, choices)
    patches: dict[str, dict[str, Any]] = {}
    sentences: list[Sentence] = []
    outcomes: dict[str, Outcome] = {}
    coverage: dict[str, Coverage] = {}
    for patch in target.fixed:
        if not here.obstacle(patch):
            merge(patches.setdefault(patch.file, {}), patch.keys, target.orders, target.keyed)
    for choice in choices:
        row = rows.get(choice.setting.key) or rest or _unnamed(target, choice)
        outcome = outcomes[choice.setting.key] = here.outcome(row, choice)
        for patch in outcome.patches:
            merge(patches.setdefault(patch.file, {}), patch.keys, target.orders, target.keyed)
        sentence = sentence_for(choice) if outcome.told else None
        if sentence is not None and tells:
            sentences.append(sentence)
        coverage[choice.setting.key] = _coverage(target, outcome, sentence, tells=tells)
    for key, outcome in outcomes.items():
        if outcome.patches and (capped := _capped(target, outcome.patches[0], patches)):
            note = _("`{name}` is held tighter by another setting", name=capped)
            coverage[key] = replace(coverage[key], rounded=True, note=clauses((coverage[key].note, note)))
    files = {name: last_wins.in_order(keys, target.files[name].last_wins) for name, keys in patches.items()}
    return Rendered(files, in_order(sentences), coverage)


def _capped(target: Target, patch: Patch, patches: Mapping[str, Mapping[str, Any]]) -> str:
    """The first key of the row's own ``patch`` at which a tighter value of another row stands."""
    return held_tighter(patch.keys, patches[patch.file], target.orders, target.keyed)


def rows_by_setting(target: Target) -> dict[str, OneRow]:
    """The rows by their setting. Raises ValueError where two are about one."""
    rows: dict[str, OneRow] = {}
    for row in target.rows:
        if not isinstance(row, Everything) and rows.setdefault(row.setting, row) is not row:
            raise ValueError(f"target {target.id} has two rows for {row.setting}")
    return rows


def everything(target: Target) -> Everything | None:
    """The row for all that no other row is about. Raises ValueError where there are two."""
    found = [row for row in target.rows if isinstance(row, Everything)]
    if len(found) > 1:
        raise ValueError(f"target {target.id} has two rows for everything")
    return found[0] if found else None


def _unnamed(target: Target, choice: Choice) -> Row:
    """The row of a setting that the table does not name: another policy may have more."""
    because = later("not among the settings that {tool} was checked for")
    return Unsupported(choice.setting.key, _(because, tool=_(target.title)))


# ------------------------------------------------------------------ telling


def sentence_for(choice: Choice) -> Sentence | None:
    """What an AI is told about ``choice``; None where there is nothing to say."""
    setting = choice.setting
    if setting.kind == "text" and not setting.pattern and choice.value:
        lead = setting.says.get("")
        return Sentence(setting.key, lead, choice.rank, choice.value) if lead else None
    text = setting.sentence(choice.value)
    return Sentence(setting.key, text, choice.rank) if text else None


def in_order(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """By rank, each rank in the order given, and free text after everything else."""
    return tuple(sorted(sentences, key=lambda s: (bool(s.data), RANKS.index(s.rank))))


def _coverage(target: Target, outcome: Outcome, sentence: Sentence | None, *, tells: bool) -> Coverage:
    level, notes = outcome.level, [note for note in outcome.notes if note]
    if level == "instructed" and outcome.told:
        if not tells:
            level = "unsupported"
            elsewhere = any(file.tells for file in target.files.values())
            lacking = (
                later("{tool} has no file for instructions in this scope")
                if elsewhere
                else later("{tool} takes no instructions")
            )
            notes.append(_(lacking, tool=_(target.title)))
        elif sentence is None:
            notes.append(_("nothing has to be said at this value"))
    said = clauses(dict.fromkeys(notes)) if len(notes) > 1 else "".join(notes)
    return Coverage(level, outcome.rounded, said)


def untold(coverage: Coverage, note: str) -> Coverage:
    """``coverage`` of a setting whose sentence did not fit."""
    level: Level = "unsupported" if coverage.level == "instructed" else coverage.level
    return replace(coverage, level=level, note=clauses((coverage.note, note)))
