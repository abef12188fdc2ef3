"""A policy: the catalogue of settings, and the layers that bound them.

Values only. How layers combine stands in ``resolution``; how files spell them in
``policyfile``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from configurator.domain.bounds import AnyBounds
from configurator.domain.frozen import dataclass, field
from configurator.domain.orders import Order, is_looser
from configurator.domain.searched import Entry, entry
from configurator.domain.settings import Setting, Value
from configurator.messages import _, later

LayerKind = Literal["society", "jurisdiction", "provider", "organisation", "guardian"]

LAYER_KINDS: tuple[LayerKind, ...] = ("society", "jurisdiction", "provider", "organisation", "guardian")
"""From the party furthest from the person to the closest. Grants go by kind."""

KIND_WORDS: Mapping[str, str] = {
    "society": later("society"),
    "jurisdiction": later("jurisdiction"),
    "provider": later("provider"),
    "organisation": later("organisation"),
    "guardian": later("guardian"),
}


def kind_word(kind: str) -> str:
    """A kind of layer as a word in a sentence."""
    return _(KIND_WORDS[kind])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of a policy is written."""

    path: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Citation:
    """A document and the article in it. Never its words."""

    title: str
    at: str

    def __str__(self) -> str:
        return f"{self.title}, {self.at}" if self.at else self.title


@dataclass(frozen=True, slots=True)
class Gate:
    """Part of a layer's own permitted range that opens only by a grant.

    Everything looser than ``beyond`` (for a choice: every option outside it)
    waits for a layer of a kind in ``granted_by``.
    """

    beyond: Value
    ungranted: AnyBounds
    granted_by: tuple[LayerKind, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What one layer says about one setting."""

    key: str
    bounds: AnyBounds
    reason: str = ""
    sources: tuple[Citation, ...] = ()
    default: Value = None
    default_reason: str = ""
    gates: tuple[Gate, ...] = ()
    evidence: tuple[str, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Grant:
    """A layer opens other layers' gates on ``key``, up to ``upto``."""

    key: str
    upto: Value
    reason: str = ""
    sources: tuple[Citation, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a condition fires: on something looser, or on a younger audience."""

    key: str
    test: Literal["looser_than", "at_most", "has_any", "lacks_any"]
    value: Value
    order: Order[Value]

    def fires(self, value: Value) -> bool:
        """Whether the condition fires while the setting's effective value is this."""
        if self.test == "looser_than":
            return is_looser(self.order, value, self.value)
        if self.test == "at_most":
            return not is_looser(self.order, value, self.value)
        if self.test == "has_any":
            return not self.value.isdisjoint(value)
        return not self.value <= value


class Demand:
    """Bounds that a fired condition adds to one setting; only ever a tighter end.

    ``bounds`` may be given as what makes them, for when they are first asked for: most
    conditions rest.
    """

    __slots__ = ("_bounds", "key")

    def __init__(self, key: str, bounds: AnyBounds | Callable[[], AnyBounds]) -> None:
        self.key = key
        self._bounds = bounds

    @property
    def bounds(self) -> AnyBounds:
        if callable(self._bounds):
            self._bounds = self._bounds()
        return self._bounds

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Demand):
            return NotImplemented
        return self.key == other.key and self.bounds == other.bounds

    def __hash__(self) -> int:
        return hash((self.key, self.bounds))

    def __repr__(self) -> str:
        return f"Demand({self.key!r}, {self.bounds!r})"


@dataclass(frozen=True, slots=True)
class Condition:
    """Bounds that apply while any of ``when`` fires."""

    id: str
    title: str
    when: tuple[Trigger, ...]
    then: tuple[Demand, ...]
    reason: str = ""
    sources: tuple[Citation, ...] = ()
    layer: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class NoteTest:
    """One part of what must hold for a note to be shown."""

    key: str
    test: Literal["looser_than", "tighter_than", "lacks", "not_empty", "exceeds"]
    value: Value


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a combination of values. It has no effect on what is permitted."""

    text: str
    when: tuple[NoteTest, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """What holds where one layer is alone and nobody asks for anything: the places of
    its conditions that fire, and the settings that are held."""

    firing: frozenset[int]
    held: frozenset[str]


@dataclass(frozen=True, slots=True)
class ApprovalKey:
    """The public half of a second person's passphrase, and how scrypt gets to it.

    ``salt`` and ``public_key`` are in hexadecimal; ``cost``, ``block`` and ``lanes`` are
    scrypt's N, r and p.
    """

    salt: str
    cost: int
    block: int
    lanes: int
    public_key: str


@dataclass(frozen=True, slots=True)
class Layer:
    """One party's bounds, defaults, conditions and grants.

    ``may_grant`` is false for a layer that the person added from a file of their
    own: whoever is bound cannot also be the one who opens a gate. ``rest`` is known
    of a society whose bounds leave room for whatever its conditions demand.
    ``managed`` is true for one that the machine's administrator set; ``approval`` is
    whose passphrase lets this person loosen where a second one has to agree.
    """

    id: str
    kind: LayerKind
    title: str
    description: str = ""
    lines: Mapping[str, Line] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    grants: tuple[Grant, ...] = ()
    notes: tuple[Note, ...] = ()
    may_grant: bool = True
    place: Place = Place()
    rest: Rest | None = field(default=None, compare=False)
    managed: bool = False
    approval: ApprovalKey | None = None

    @property
    def name(self) -> str:
        """The layer in a sentence: its kind, and its id where that adds something."""
        kind = kind_word(self.kind)
        return kind if self.id == self.kind else _("{kind} `{layer}`", kind=kind, layer=self.id)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the settings are. It permits nothing by itself.

    ``listed`` gives what can be found in the settings, where that is known without them.
    """

    settings: Mapping[str, Setting]
    categories: Mapping[str, str]
    listed: Callable[[], list[Entry]] | None = field(default=None, compare=False)

    def entries(self) -> list[Entry]:
        """What of each setting can be found, in the order of the settings."""
        return self.listed() if self.listed is not None else [entry(one) for one in self.settings.values()]


@dataclass(frozen=True, slots=True)
class Preset:
    """A named set of preferences and the layers it is meant for."""

    id: str
    title: str
    description: str
    under: tuple[str, ...]
    preferences: Mapping[str, Value]
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that is read from one policy folder.

    ``society`` always applies; ``layers`` and ``presets`` wait to be chosen.
    ``sha256`` is the digest of the files it was read from. ``broken`` says, by
    kind and name of a file ("layer eu"), why it could not be read: whoever names
    it is told, and never gets the policy without it. ``sources`` are the titles
    of the documents that any layer may cite, by id; ``folder`` is where it was read.
    """

    id: str
    version: str
    sha256: str
    catalogue: Catalogue
    society: Layer
    layers: Mapping[str, Layer] = field(default_factory=dict)
    presets: Mapping[str, Preset] = field(default_factory=dict)
    broken: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    folder: str = field(default="", compare=False)
