"""The words in which a target is written down.

A target names its files and has one row for every setting of the catalogue. The
row says, value by value, what to write so that the tool itself holds to it
(`Patch`), that the AI can only be told (`Instructed`), or that the tool has no
way to say it (`Unsupported`). Coverage is read off the rows that wrote the file,
so a report cannot promise more than was done.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from configurator.domain.bounds import AnyBounds, Bounds, OneOf
from configurator.domain.frozen import dataclass, field
from configurator.domain.settings import Setting, Value
from configurator.exporters.present import Present

Level = Literal["enforced", "instructed", "unsupported"]
Scope = Literal["project", "user"]
Format = Literal["json", "toml", "yaml", "markdown", "env", "text"]
Rank = Literal["bound", "own", "default"]
Needs = Mapping[str, tuple[Value, ...]]
Values = Literal["effective", "bounds"]
Looser = Literal["higher", "lower", "more", "fewer"]
Orders = Mapping[str, "tuple[Any, ...] | Looser | Allowed"]
Group = Literal["agents", "managed", "APIs", "gateways", "engines", "local", "evals", "plain"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value on its way out, and the bounds it lies in. ``rank`` orders what an AI
    is told: what bounds fix or hold first, then the person's own choices, then defaults."""

    setting: Setting
    value: Value
    rank: Rank
    permitted: AnyBounds

    @property
    def fixed(self) -> bool:
        """Whether bounds leave one value only."""
        if isinstance(self.permitted, Bounds):
            span = self.permitted.span
            return span is not None and span[0] == span[1]
        if isinstance(self.permitted, OneOf):
            return len(self.permitted.permitted) == 1
        return self.permitted.max_chars == 0

    @property
    def bounded(self) -> bool:
        """Whether bounds say anything about it that one value can stand for."""
        return isinstance(self.permitted, Bounds) or self.fixed


@dataclass(frozen=True, slots=True)
class Allowed:
    """In `Target.orders`: the key is a list of what is allowed, of ``values``, tightest first.

    Two rows' lists meet in what both allow; where that is nothing, in the tightest value.
    """

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TargetFile:
    """A file of the tool, relative to the project's root or to the home folder.

    Empty where the tool has no such file in that scope. ``comments`` is for JSON
    and says that the tool reads it with comments; otherwise a comment is an error,
    because a tool may drop the whole file for it. ``imports_if_new`` names files
    of the same folder that the tool stops reading once this one is there: where
    this program makes it, and they hold text of their own, it imports them by a
    line ``@name`` (project scope, Markdown).

    ``told_at`` is the dotted path of the key that takes what the AI is told, as one
    text. A text of somebody else's at that key is never replaced.

    ``whole`` says that the file is ours alone: a foreign one in its place is never
    replaced. It is ``base`` with the patches merged into it, in ``format``; there
    ``told_at`` may lead through lists, by number (``messages.0.content``). A
    ``writer``, by its name in `writers.WRITERS`, writes a whole file otherwise.

    ``last_wins`` names tables, tables in them included, in which the last rule that
    matches decides, each with what a rule may say from tightest to loosest (JSON).

    ``like`` names another whole file of the target, all of which this one holds too,
    below its own ``base`` at the dotted path ``within``; with ``capitals`` its keys
    begin with capitals there.
    """

    project: str
    user: str
    format: Format
    comments: bool = False
    imports_if_new: tuple[str, ...] = ()
    told_at: str = ""
    whole: bool = False
    base: Mapping[str, Any] = field(default_factory=dict)
    writer: str = ""
    last_wins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    like: str = ""
    within: str = ""
    capitals: bool = False

    @property
    def ours(self) -> bool:
        """Whether the file belongs to this program alone."""
        return self.whole or bool(self.writer)

    @property
    def tells(self) -> bool:
        """Whether the file takes sentences. A writer is given them, to use or not."""
        return self.format == "markdown" or bool(self.told_at or self.writer)

    def path_in(self, scope: Scope) -> str:
        """The file's path in that scope; empty where it has none."""
        return self.project if scope == "project" else self.user


@dataclass(frozen=True, slots=True)
class Patch:
    """Keys the tool itself holds to, nested as in its file.

    Texts, numbers and truth values are set; where two rows set one key the
    tighter value wins, by the target's ``orders``. Lists are added to. ``only``
    limits the patch to the scope where the tool listens to it: a tool may take
    restrictions from a project and relaxations only from the person. ``needs``
    limits it to where other settings have one of these values; of a set, to where
    it holds all these items. Where either is not so, the case of the tighter value
    ``otherwise`` is used; if there is none, the AI is told instead.

    ``rounded`` marks the next tighter thing where the tool cannot say it exactly;
    ``also_told`` keeps the sentence too, because the tool enforces only part of it.
    ``level`` is ``instructed`` where the tool takes the keys and was not seen to
    hold to them, or not to all of it; ``holds_while`` says, like ``needs``, while
    what the tool holds it at all. ``further`` are patches that go with this one,
    each where its own conditions are met: caps, and keys of other files.
    """

    keys: Mapping[str, Any]
    file: str = "settings"
    only: Scope | None = None
    rounded: bool = False
    also_told: bool = False
    note: str = ""
    level: Literal["enforced", "instructed"] = "enforced"
    needs: Needs = field(default_factory=dict)
    otherwise: str = ""
    holds_while: Needs = field(default_factory=dict)
    further: tuple[Patch, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """At this value the AI is told, and nothing enforces it."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """At this value the tool has no way to say it, or it does not matter there."""

    because: str


Case = Patch | Told | Gap


@dataclass(frozen=True, slots=True)
class ByValue:
    """A scale, switch or choice: a case for every value."""

    setting: str
    cases: Mapping[str, Case]


@dataclass(frozen=True, slots=True)
class Copied:
    """An amount copied to the key at dotted path ``at``.

    ``lowest`` and ``highest`` are the tool's own range. Beyond it the tighter
    end is taken (``rounded``); a value tighter than the tool can say is `Told`.
    ``spelled`` is how the number is written, e.g. ``"{value}d"``; empty: as a number.
    ``times`` are how many of the tool's units one of ours is. ``beside`` are keys that
    it needs beside it, ``also_at`` further places of the same number, ``special`` values
    that the tool says in another way.
    """

    setting: str
    at: str
    file: str = "settings"
    lowest: int | None = None
    highest: int | None = None
    spelled: str = ""
    also_told: bool = False
    only: Scope | None = None
    note: str = ""
    level: Literal["enforced", "instructed"] = "enforced"
    times: int = 1
    beside: Mapping[str, Any] = field(default_factory=dict)
    also_at: tuple[str, ...] = ()
    special: Mapping[Value, Case] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PerItem:
    """A set: what to write for items that are in it, and for those that are not.

    Items in neither map are told. The coverage of the setting is ``enforced``
    only if every item has a patch for what it is; otherwise ``instructed``, and
    the note says which items the tool enforces.
    """

    setting: str
    present: Mapping[str, Patch] = field(default_factory=dict)
    absent: Mapping[str, Patch] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    """Items the tool has nothing of, so that there is nothing to enforce."""


@dataclass(frozen=True, slots=True)
class Instructed:
    """The AI is told, at every value."""

    setting: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """The tool cannot say it, or is not concerned by it."""

    setting: str
    because: str


@dataclass(frozen=True, slots=True)
class Everything:
    """Every setting that no other row is about, carried by the files as it is."""

    level: Level
    note: str = ""

    @property
    def setting(self) -> str:
        """No single one."""
        return ""


OneRow = ByValue | Copied | PerItem | Instructed | Unsupported
Row = OneRow | Everything


@dataclass(frozen=True, slots=True)
class Oracle:
    """What judges a target's files, strongest first: the real client loads them and
    behaves (``client``), the vendor's own class takes them (``class``), a closed schema
    derived from the vendor's model (``schema``), the format's parser (``parser``).

    ``runs`` is ``always`` with the tests, or ``apart``: by a command of its own that
    leaves a record, which the tests hold to the table.
    """

    kind: Literal["client", "class", "schema", "parser", "none"] = "none"
    text: str = ""
    runs: Literal["always", "apart"] = "always"


@dataclass(frozen=True, slots=True)
class Target:
    """One tool. ``checked`` is the version its rows were checked against.

    ``orders`` says, for each key by its dotted path, what is looser under the tool's
    own semantics: its values from tightest to loosest (with `ABSENT` among them where
    it matters that the key is missing; otherwise a missing key counts as the
    loosest), the direction in which a number or list is looser, or what a list of what
    is `Allowed` may hold. ``keyed`` names
    the key (or keys: ``name+source``) by which the elements of a list of tables are
    told apart: two rows about one element are merged. Paths lead through such a list without a number.

    ``values`` says what is written: the person's effective values, or the loosest
    values that ``bounds`` permit anybody, for files that an organisation deploys.
    There a patch must only ever restrict, because people's own values are tighter,
    and nothing is told but what bounds fix at one value.

    ``limit`` is how much of its instructions the tool reads, in bytes or characters;
    0 means no limit was seen. ``fixed`` is written whatever the values are, such as
    the name of a file that is to be read.
    """

    id: str
    title: str
    checked: str
    files: Mapping[str, TargetFile]
    rows: tuple[Row, ...] = ()
    fixed: tuple[Patch, ...] = ()
    orders: Orders = field(default_factory=dict)
    limit: int = 0
    hint: str = ""
    """What a person has to do once for the tool to read these files, if anything."""
    keyed: Mapping[str, str] = field(default_factory=dict)
    values: Values = "effective"
    limit_in: Literal["bytes", "characters"] = "bytes"
    group: Group = "agents"
    """What sort of tool it is, for lists."""
    present: Present = field(default_factory=Present)
    """What `configurator scan` needs beside the rows to tell what the tool does now."""
    unread: str = ""
    """Why `configurator scan` has nothing to read back, where that of its group does not say it."""
    oracle: Oracle = Oracle()
    """What judged the rows, for the reference."""

    def tells(self, scope: Scope) -> bool:
        """Whether there is a file that takes sentences."""
        return any(file.tells and file.path_in(scope) for file in self.files.values())


ABSENT: Any = object()
"""Stands in `Target.orders` for a key that is not there."""

GROUPS: tuple[Group, ...] = get_args(Group)
"""In this order targets are listed."""


def told(*settings: str, note: str = "") -> tuple[Instructed, ...]:
    """Rows for settings that are told at every value."""
    return tuple(Instructed(setting, note) for setting in settings)


def unsupported(because: str, *settings: str) -> tuple[Unsupported, ...]:
    """Rows for settings that cannot be said, all for the same reason."""
    return tuple(Unsupported(setting, because) for setting in settings)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a target does with one setting's value."""

    level: Level
    rounded: bool = False
    note: str = ""
