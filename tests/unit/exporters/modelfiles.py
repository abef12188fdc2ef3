"""A reader of Modelfiles, by their documentation and what the parser of Ollama was seen to do.

A command is a word and a value. A value ends with its line, unless it opened with
quotes: then it goes on to the first line that, without the blanks at its end, ends in
the same quotes. There is no escape. What cannot be printed is dropped.
"""

from __future__ import annotations

import re

COMMANDS = {
    "from", "license", "template", "system", "adapter", "draft", "renderer", "parser", "parameter",
    "message", "requires",
}  # fmt: skip
PARAMETERS = {
    "num_keep", "seed", "num_predict", "top_k", "top_p", "min_p", "typical_p", "repeat_last_n", "temperature",
    "repeat_penalty", "presence_penalty", "frequency_penalty", "stop", "num_ctx", "num_batch", "num_gpu",
    "main_gpu", "use_mmap", "num_thread", "draft_num_predict",
}  # fmt: skip


class BrokenModelfileError(ValueError):
    """Ollama would not make a model from it."""


def read(text: str) -> list[tuple[str, str]]:
    """Commands with their values. Raises BrokenModelfileError."""
    lines = re.split(r"[\r\n]", text)
    found: list[tuple[str, str]] = []
    while lines:
        line = lines.pop(0).lstrip(" \t")
        if not line or line.startswith("#"):
            continue
        word, blank, rest = re.match(r"([A-Za-z]*)([ \t]?)(.*)", line).groups()  # type: ignore[union-attr]  # matches anything
        if word.lower() not in COMMANDS or not blank:
            raise BrokenModelfileError(f"no command: {line[:40]}")
        while (value := _unquoted(rest.strip())) is None:
            if not lines:
                raise BrokenModelfileError("a quoted text without end")
            rest += "\n" + lines.pop(0)
        if word.lower() == "parameter" and value.split()[0] not in PARAMETERS:
            raise BrokenModelfileError(f"no parameter: {value[:40]}")
        found.append((word.lower(), "".join(c for c in value if c == "\n" or c.isprintable())))
    if "from" not in dict(found):
        raise BrokenModelfileError("no FROM line")
    return found


def _unquoted(value: str) -> str | None:
    """None where a quote is open."""
    for quotes in ('"""', '"'):
        if value.startswith(quotes):
            closed = value.endswith(quotes) and len(value) >= 2 * len(quotes)
            return value[len(quotes) : -len(quotes)] if closed else None
    return value
