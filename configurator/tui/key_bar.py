"""The line at the bottom: the keys that do something here. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from configurator.tui.cells import Line, Span, width

Key = tuple[str, str]


def key_line(keys: Sequence[Key], size: int) -> Line:
    """As many keys as fit, with what they do; the last one always."""
    if not keys:
        return ()
    last, kept, used = keys[-1], [], _size(keys[-1]) - 1  # nothing stands behind the last
    for key in keys[:-1]:
        if used + _size(key) > size:
            break
        kept.append(key)
        used += _size(key)
    line: list[Span] = []
    for name, label in (*kept, last):
        line += [(f" {name} ", "key"), (f"{label} ", "key.label")]
    line[-1] = last[1], "key.label"
    return tuple(line)


def key_at(keys: Sequence[Key], size: int, x: int) -> str:
    """The key drawn at column ``x``; empty where there is none."""
    at = 0
    spans = key_line(keys, size)
    for name, label in zip(spans[::2], spans[1::2], strict=True):
        at += width(name[0]) + width(label[0])
        if x < at:
            return name[0].strip()
    return ""


def _size(key: Key) -> int:
    return width(key[0]) + width(key[1]) + 3
