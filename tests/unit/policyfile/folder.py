"""Small policy folders, written for a test."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
schema = 1
id = "society"
title = "Society"
kind = "society"

[policy]
id = "test"
version = "1.0.0"
categories = ["a"]

[[source]]
id = "law"
title = "The Law"

"""

CATEGORY = """\
schema = 1

[category]
key = "a"
title = "A"

"""

SHELL = """\
[[setting]]
key = "a.shell"
kind = "scale"
title = "Shell"
description = "What it may run."
levels = [
  { id = "no", label = "No" },
  { id = "ask", label = "Ask" },
  { id = "yes", label = "Yes" },
]

"""

LIMIT = """\
[[setting]]
key = "a.limit"
kind = "amount"
title = "Limit"
description = "What it may spend."
unit = "EUR"
min = 0
max = 100
step = 10
looser = "higher"
say = "Spend {value}."

"""

TOPICS = """\
[[setting]]
key = "a.topics"
kind = "members"
title = "Topics"
description = "What it may keep."
items = [{ id = "work", label = "Work" }, { id = "art", label = "Art" }]
looser = "more"
say = "Keep {value}."

"""

TONE = """\
[[setting]]
key = "a.tone"
kind = "choice"
title = "Tone"
description = "How it talks."
options = [{ id = "warm", label = "Warm" }, { id = "dry", label = "Dry" }]

"""

NAME = """\
[[setting]]
key = "a.name"
kind = "text"
title = "Name"
description = "What to call you."
max_chars = 9
say = "Call them {value}."

"""

AGE = """\
[[setting]]
key = "a.age"
kind = "scale"
title = "Age"
description = "How old."
context = true
levels = [{ id = "teen", label = "Teen" }, { id = "adult", label = "Adult" }]

"""

ALL = SHELL + LIMIT + TOPICS + TONE + NAME + AGE


def bound(key: str, more: str) -> str:
    return f'[[bound]]\nkey = "{key}"\nreason = "Because."\n{more}\n'


BOUNDS = {
    "a.shell": bound("a.shell", 'loosest = "yes"'),
    "a.limit": bound("a.limit", "max = 80"),
    "a.topics": bound("a.topics", 'may = ["work", "art"]'),
    "a.tone": bound("a.tone", 'permit = ["warm", "dry"]'),
    "a.name": bound("a.name", "max_chars = 5"),
    "a.age": bound("a.age", 'loosest = "adult"'),
}


def society(*entries: str) -> str:
    """The society's file: these entries, or plain bounds for two settings."""
    return HEAD + "\n".join(entries or (BOUNDS["a.shell"], BOUNDS["a.limit"]))


def every(*entries: str, but: str = "") -> str:
    """The society's file with bounds for every setting, ``but`` for one, and these entries."""
    return HEAD + "\n".join([*(text for key, text in BOUNDS.items() if key != but), *entries])


def layer(name: str, kind: str, *entries: str) -> str:
    return f'schema = 1\nid = "{name}"\nkind = "{kind}"\ntitle = "T"\n\n' + "\n".join(entries)


def policy(folder: Path, text: str = "", *, catalogue: str = SHELL + LIMIT, **layers: str) -> Path:
    """A policy folder with this society's file, these settings and these layers."""
    for inside in ("catalogue", "layers", "presets"):
        (folder / inside).mkdir(parents=True, exist_ok=True)
    (folder / "catalogue" / "a.toml").write_text(CATEGORY + catalogue)
    (folder / "society.toml").write_text(text or society())
    for name, content in layers.items():
        (folder / "layers" / f"{name}.toml").write_text(content)
    return folder
