"""Where things stand in a YAML document, and what makes a place one not to edit.

The tree follows the parser's events and never an alias, so that a small text stays
a small tree. PyYAML is imported when a YAML file of somebody's is read, and no sooner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from configurator.messages import later

ANCHOR, ALIAS, TAG = later("an anchor"), later("an alias"), later("a tag")


@dataclass(slots=True)
class Node:
    """A value and its place, ``text[start:end]``; of blocks, to the end of what is last
    in them. ``odd`` names what keeps it from being edited, if anything."""

    kind: Literal["table", "list", "scalar"]
    start: int
    end: int
    column: int
    flow: bool = False
    odd: str = ""
    value: str = ""
    is_text: bool = True
    members: list[tuple[Node, Node]] = field(default_factory=list)
    """Keys and values of a table; the items of a list, each as a pair of itself."""


def scan(text: str) -> Node | None:
    """The root of ``text``, which the parser has accepted; None where it holds nothing."""
    import yaml

    return _Builder(yaml.SafeLoader(text), text).root()


class _Builder:
    def __init__(self, loader: Any, text: str) -> None:
        import yaml

        self.loader = loader
        self.text = text
        self.yaml: Any = yaml

    def root(self) -> Node | None:
        events = self.yaml.events
        while not self.loader.check_event(events.DocumentStartEvent):
            if self.loader.check_event(events.StreamEndEvent):
                return None
            self.loader.get_event()
        self.loader.get_event()
        node = self.node()
        return None if node.kind == "scalar" and node.start == node.end else node

    def node(self) -> Node:
        event, events = self.loader.get_event(), self.yaml.events
        if isinstance(event, events.AliasEvent):
            return self.placed(event, "scalar", ALIAS)
        odd = ANCHOR if event.anchor else TAG if event.tag else ""
        if isinstance(event, events.ScalarEvent):
            return self.scalar(event, odd)
        table = isinstance(event, events.MappingStartEvent)
        return self.collection(event, "table" if table else "list", odd)

    def placed(self, event: Any, kind: Any, odd: str) -> Node:
        start, end = event.start_mark, event.end_mark
        return Node(kind, start.index, end.index, start.column, odd=odd)

    def scalar(self, event: Any, odd: str) -> Node:
        node = self.placed(event, "scalar", odd)
        node.value = event.value
        tag = self.loader.resolve(self.yaml.ScalarNode, event.value, event.implicit)
        node.is_text = tag == "tag:yaml.org,2002:str"
        if "\n" in self.text[node.start : node.end]:
            node.odd = node.odd or later("several lines")
        return node

    def collection(self, opening: Any, kind: Any, odd: str) -> Node:
        node = self.placed(opening, kind, odd)
        node.flow = bool(opening.flow_style)
        events = self.yaml.events
        while not self.loader.check_event(events.MappingEndEvent, events.SequenceEndEvent):
            key = self.node()
            value = self.node() if kind == "table" else key
            if key.value == "<<" and kind == "table":
                node.odd = node.odd or later("a merge key `<<`")
            node.members.append((key, value))
        closing = self.loader.get_event()
        node.end = closing.end_mark.index if node.flow else node.members[-1][1].end
        return node
