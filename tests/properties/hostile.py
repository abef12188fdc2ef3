"""Raw values that are almost something, or that act on whoever shows them."""

from __future__ import annotations

from typing import Any, Final


class Text(str):
    """A text that is not quite one: some parsers hand these out."""

    __slots__ = ()


NUMBERS: tuple[Any, ...] = (
    True,
    False,
    None,
    0,
    1,
    1.0,
    3.0,
    float("nan"),
    float("inf"),
    10**40,
    -(10**5000),
)
TEXTS = ("", "moss ", "Moss", "no_such", "\x1b[31m", "a\x00b", "\u202eab", "\ud800", "\u2028", "\U000e0041")
LISTS: tuple[Any, ...] = (
    [],
    ["moss", "moss"],
    ["no_such"],
    ["\ud800"],
    [[]],
    [None],
    [True],
    [1],
    [1.0],
    [16**6000],
)
OTHERS: tuple[Any, ...] = ({}, (), ("moss",), {"moss": 1}, {"moss"}, b"moss", object())
ALMOST: tuple[Any, ...] = (Text("moss"), Text("ash"), Text(""), [Text("moss")], [Text("ash"), "moss"])

HOSTILE: Final[tuple[Any, ...]] = (*NUMBERS, *TEXTS, *LISTS, *OTHERS, *ALMOST)
