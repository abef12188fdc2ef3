"""One value on one line, in the spelling that JSON, YAML and TOML share."""

from __future__ import annotations

from functools import cache
from typing import Any

from configurator.exporters.formats.json_dump import one_line


@cache
def _spelled_out() -> dict[int, str]:
    """What JSON may hold raw, and YAML or TOML may not, or would fold away."""
    codes = (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000))
    return {code: f"\\u{code:04x}" for code in codes}


def quoted(value: Any) -> str:
    """``value`` as JSON on one line. A text in it is in double quotes, so that nothing
    is an anchor, a tag, a comment, a truth value or a date."""
    text = one_line(value)
    return text if text.isascii() and "\x7f" not in text else text.translate(_spelled_out())
