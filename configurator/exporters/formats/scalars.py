"""One value on one line, in the spelling that JSON, YAML and TOML share."""

from __future__ import annotations

import json
from typing import Any

_SPELLED_OUT = {
    code: f"\\u{code:04x}"
    for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000))
}
"""What JSON may hold raw, and YAML or TOML may not, or would fold away."""


def quoted(value: Any) -> str:
    """``value`` as JSON on one line. A text in it is in double quotes, so that nothing
    is an anchor, a tag, a comment, a truth value or a date."""
    return json.dumps(value, ensure_ascii=False).translate(_SPELLED_OUT)
