"""The words in which a table says what a tool's files mean when they are read back.

The rows say what restricts. What is here says the rest: what the tool does where
nothing is set, which keys loosen beyond what rows write, which other files it
reads, and what becomes of a file with a fault in it. All of it is data, and all of
it takes the worse reading where the tool's own is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from configurator.domain.frozen import dataclass, field

Place = Literal["user", "project", "machine"]
Fate = Literal["dropped", "stops", "skipped"]
"""What a tool does about a fault: it goes on without the file, does not start, or
goes on without the one key."""

Needs = Mapping[str, tuple[Any, ...]]
"""Values by setting."""

Shape = tuple[Any, ...] | Literal["switch", "number", "text", "texts", "table"]


@dataclass(frozen=True, slots=True)
class Key:
    """A test of the key at dotted path ``at``, in the target's file called ``file``.

    It fires where any one of these is so: the value is one of ``is_in``; it is none
    of ``is_not``, or there is none; the list, or the table by its names, has an
    entry that fits one of ``holds``, and fits none of ``but``; no entry fits one of
    ``lacks``. Texts fit by ``*`` and ``?``. An entry that is a table fits a table
    whose every value it fits; what it lacks fits all, a number has to be higher, and
    None stands for what it may not have.

    Of a table in which the last rule decides, only names with one of the values
    ``says`` are entries, and of those only what stands ``behind`` that name, if it is there.

    ``*`` as a name in the path stands for every name, and ``word*`` for every name that
    begins so. A key that is ``flat`` is one name with dots in it.
    """

    at: str
    is_in: tuple[Any, ...] = ()
    is_not: tuple[Any, ...] = ()
    holds: tuple[Any, ...] = ()
    but: tuple[Any, ...] = ()
    lacks: tuple[Any, ...] = ()
    says: tuple[Any, ...] = ()
    behind: str = ""
    file: str = "settings"
    flat: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The names that lead to it."""
        return (self.at,) if self.flat else tuple(self.at.split("."))


@dataclass(frozen=True, slots=True)
class Loosens:
    """Keys by which the tool does more than the rows would let it: where all of
    ``keys`` fire, each setting of ``to`` has at least that value, unless one of
    ``beaten_by`` has one of these values by its own row, which is stronger."""

    keys: tuple[Key, ...]
    to: Mapping[str, Any]
    beaten_by: Needs = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """One more file that the tool reads as its ``file``, stronger than the exported
    ones, or ``weaker`` than all of them; one that is none of the target's has the
    format of its settings. ``*`` in the last name stands for anything.
    Where ``parts`` is given the file is text, and its entries begin at that word; with
    ``lines`` they end with their line: what else is in there is nobody's business."""

    place: Place
    path: str
    file: str = "settings"
    weaker: bool = False
    parts: str = ""
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Faults:
    """What becomes of a file that cannot be parsed, and of a value the tool does not take."""

    broken: Fate = "dropped"
    wrong: Fate = "dropped"


@dataclass(frozen=True, slots=True)
class Present:
    """How to read the tool's files back.

    ``unset`` is what the tool does out of the box, by setting; a setting that is not
    named is not restricted by any file. ``least`` is what it does whatever its files
    say. ``personal`` names keys that it takes from nowhere but a person's own files. ``relaxes`` names lists whose entries grant,
    each with what an entry that is a table has to hold for that. ``takes`` is what
    the tool takes at a key, by file and dotted path; ``faults`` what it does about
    anything else. ``lists`` says whether a list in a stronger file replaces a weaker
    one. ``implied`` says what a value of one setting makes of others. ``moved_by``
    names variables by which the tool reads another folder in place of the given one.
    With ``nulls`` the tool takes a null for a key that is not there. Of a file that
    is ``closed`` it takes no key but those of ``takes``, and no merge key in YAML.
    """

    unset: Mapping[str, Any] = field(default_factory=dict)
    least: Mapping[str, Any] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    loosens: tuple[Loosens, ...] = ()
    relaxes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    lists: Literal["joined", "replaced"] = "joined"
    takes: Mapping[str, Mapping[str, Shape]] = field(default_factory=dict)
    faults: Mapping[str, Faults] = field(default_factory=dict)
    implied: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    moved_by: Mapping[str, str] = field(default_factory=dict)
    nulls: bool = False
    closed: tuple[str, ...] = ()


def loosening(
    key: Key, to: Mapping[str, Any], beaten_by: Mapping[str, Needs] | None = None
) -> tuple[Loosens, ...]:
    """An entry for each setting of ``to``, with what ``beaten_by`` has for that setting."""
    beats = beaten_by or {}
    return tuple(Loosens((key,), {setting: value}, beats.get(setting, {})) for setting, value in to.items())
