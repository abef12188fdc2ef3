"""Interface words: all marked for translation, and spoken in the language chosen."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from configurator.tui import key_words, layer_words, words

ROOT = Path(__file__).resolve().parents[2]

TRANSLATED = """
from gettext import NullTranslations
from configurator import messages

KNOWN = {
    "saved {count} to {path}": "{count} nach {path} gesichert",
    "take": "nehmen", "cancel": "lassen", "undo": "widerrufen", "set": "Menge",
}

class German(NullTranslations):
    def gettext(self, message):
        return KNOWN.get(message, message)
    def ngettext(self, one, many, n):
        return "1 Wunsch" if n == 1 else "{count} Wünsche"

messages.use("de", German())
from configurator.tui import key_words, layer_words, words
print(ascii(words.SAVED.format(count=words.changes(3), path="p")))
print(key_words.KEYS_TEXT, key_words.COMMANDS["undo"], words.KINDS["members"])
"""


@pytest.mark.parametrize("module", [words, key_words, layer_words])
def test_every_text_is_marked_for_translation(module: object) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    marked = {
        argument
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("later", "counted")
        for argument in call.args
    }
    for statement in tree.body:
        if not isinstance(statement, ast.AnnAssign) or statement.value is None:
            continue
        keys = {key for d in ast.walk(statement.value) if isinstance(d, ast.Dict) for key in d.keys}
        named = getattr(statement.target, "id", "")
        pairs = named.startswith("KEYS_") or named == "MORE_KEYS"
        first = {
            t.elts[0] for t in ast.walk(statement.value) if isinstance(t, ast.Tuple) and pairs and t.elts
        }
        for node in ast.walk(statement.value):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in keys | first:
                assert node in marked or not any(map(str.isalpha, node.value)), node.value


def test_words_are_spoken_in_the_language_chosen_before() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TRANSLATED], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines() == [
        ascii("3 Wünsche nach p gesichert"),
        "(('enter', 'nehmen'), ('esc', 'lassen')) widerrufen Menge",
    ]


PURE = (
    "account",
    "ascii",
    "cells",
    "commands",
    "comparing",
    "coverage",
    "detail",
    "draft",
    "editing",
    "export_lines",
    "filters",
    "finding",
    "first_start",
    "first_table",
    "groups",
    "help_lines",
    "journal_lines",
    "key_bar",
    "layer_lines",
    "listing",
    "plain",
    "presets",
    "rows",
    "status",
    "tending",
    "track",
    "trial",
    "view",
)


def test_what_is_drawn_is_made_without_the_library_that_draws_it() -> None:
    code = "import sys\n" + "".join(f"import configurator.tui.{name}\n" for name in PURE)
    code += "print(sorted({name.partition('.')[0] for name in sys.modules} & {'textual', 'rich', 'pydantic', 'tomlkit'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
