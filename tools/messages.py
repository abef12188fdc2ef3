"""The program's texts, and their catalogues: found, brought up to date, compiled.

    python tools/messages.py          every catalogue holds what the source says
    python tools/messages.py LANG     the same, with an empty catalogue for LANG
    python tools/messages.py --check  write nothing; exit code 1 if something is not current

A catalogue is ``configurator/locale/LANG/LC_MESSAGES/configurator.po``; only the
``.mo`` beside it is read when the program runs.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from babel.core import Locale  # noqa: E402  # the path comes first
from babel.messages.catalog import Catalog  # noqa: E402
from babel.messages.mofile import write_mo  # noqa: E402
from babel.messages.pofile import read_po, write_po  # noqa: E402

SOURCE = ROOT / "configurator"
LOCALE = SOURCE / "locale"
NAME = Path("LC_MESSAGES", "configurator.po")

FUNCTIONS = {"_": 1, "later": 1, "counted": 2}
"""The functions of ``configurator.messages`` that take texts, and how many."""

LIBRARIES = {
    "argparse": (
        "usage: ",
        "positional arguments",
        "options",
        "%(heading)s:",
        "show this help message and exit",
        "the following arguments are required: %s",
        "unrecognized arguments: %s",
        "argument %(argument_name)s: %(message)s",
        "invalid choice: %(value)r (choose from %(choices)s)",
        "invalid %(type)s value: %(value)r",
        "ignored explicit argument %r",
        "expected one argument",
        "expected at most one argument",
        "expected at least one argument",
    ),
    "json": (
        "unterminated string",
        "invalid control character",
        "invalid \\escape",
        "invalid \\uxxxx escape",
    ),
    "tomllib": (
        "invalid value",
        "invalid statement",
        "invalid date or datetime",
        "invalid initial character for a key part",
        "invalid hex value",
        "escaped character is not a unicode scalar value",
        "expected newline or end of document after a statement",
        "expected {found} after a key in a key/value pair",
        "expected {found} at the end of a table declaration",
        "expected {found} at the end of an array declaration",
        "cannot declare {found} twice",
        "cannot mutate immutable namespace {found}",
        "cannot redefine namespace {found}",
        "cannot overwrite a value",
        "duplicate inline table key {found}",
        "found invalid character {found}",
        "illegal character {found}",
        "unclosed array",
        "unclosed inline table",
        "unescaped {found} in a string",
        "unterminated string",
        "expected {found}",
    ),
    "yaml": (
        "mapping values are not allowed here",
        "found character {found} that cannot start any token",
        "found undefined alias {found}",
        "found unexpected end of stream",
        "found unhashable key",
        "found unknown escape character {found}",
        "could not determine a constructor for the tag {found}",
        "could not find expected {found}",
    ),
}
"""What libraries say that people get to see, in the form in which it is looked up."""


class Text(NamedTuple):
    """A template, with its plural where it has one, and the file it is in."""

    template: str
    many: str
    path: str


# ------------------------------------------------------------------ finding


def texts() -> Iterator[Text]:
    """Every text of the program."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield from _in_file(path)
    yield from tables()
    for library, templates in LIBRARIES.items():
        for one in templates:
            yield Text(one, "", library)


def _in_file(path: Path) -> Iterator[Text]:
    """The literal texts in calls of our functions.

    By the syntax tree and not by Babel's own search, which before Python 3.12 sees
    nothing inside f-strings.
    """
    name = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            found = [a.value for a in node.args[: FUNCTIONS[node.func.id]] if isinstance(a, ast.Constant)]
            if found and all(isinstance(text, str) and text for text in found):
                yield Text(str(found[0]), str(found[1]) if len(found) > 1 else "", name)


def tables() -> Iterator[Text]:
    """Texts that stand in tables, and are translated where the tables are used."""
    from configurator.cli.verbs import VERBS
    from configurator.exporters import registry
    from configurator.exporters.table import Target

    for verb in VERBS:
        for text in (verb.does, *(argument.options.get("help", "") for argument in verb.arguments)):
            if text:
                yield Text(text, "", "configurator/cli/verbs.py")
    for module, name in registry.TARGETS.values():
        target: Target = getattr(
            __import__(f"configurator.exporters.targets.{module}", fromlist=[name]), name
        )
        for text in dict.fromkeys(
            (target.title, target.hint, target.oracle.text, target.unread, *_notes(target.rows))
        ):
            if text:
                yield Text(text, "", f"configurator/exporters/targets/{module}.py")


def _notes(part: Any) -> Iterator[str]:
    """Every ``note`` and ``because`` in a target's table, however deep."""
    if isinstance(part, tuple | list):
        for one in part:
            yield from _notes(one)
    elif isinstance(part, dict):
        for one in part.values():
            yield from _notes(one)
    elif hasattr(part, "__dataclass_fields__"):
        for name in part.__dataclass_fields__:
            value = getattr(part, name)
            if name in ("note", "because"):
                yield value
            elif name not in ("keys", "needs", "holds_while"):
                yield from _notes(value)


# ------------------------------------------------------------------ catalogues


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.parents[1].name for path in LOCALE.glob(f"*/{NAME.as_posix()}"))


def current(language: str) -> Catalog:
    """The catalogue as it should be: every text of the source, translated as far as it was."""
    path = LOCALE / language / NAME
    old = Catalog()
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file)
    new = Catalog(
        locale=Locale.parse(language, sep="-"),
        project="AI Behavior Configurator",
        header_comment="# Texts of the program. `python tools/messages.py` keeps this file.",
        fuzzy=False,
    )
    new.creation_date = new.revision_date = NO_DATE
    for text in texts():
        id_: Any = (text.template, text.many) if text.many else text.template
        known = old.get(text.template)
        flags = ("python-brace-format",) if "{" in text.template else ()
        new.add(id_, known.string if known else None, [(text.path, 0)], flags=flags)
    return new


def po(catalogue: Catalog) -> bytes:
    """The text of a catalogue: the same for the same texts and translations."""
    whole = io.BytesIO()
    write_po(whole, catalogue, width=110, sort_by_file=True, include_lineno=False, omit_header=False)
    kept = [line for line in whole.getvalue().splitlines() if not line.startswith(UNWANTED)]
    return b"\n".join(kept) + b"\n"


NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)

UNWANTED = (
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Generated-By',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Project-Id-Version',
)
"""Lines of the header that say when and by whom, and would change with every run."""


def mo(catalogue: Catalog) -> bytes:
    """The compiled form of a catalogue."""
    whole = io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    write_mo(whole, catalogue)
    return whole.getvalue()


def files(language: str) -> dict[Path, bytes]:
    """What the two files of a language should hold."""
    path = LOCALE / language / NAME
    text = po(current(language))
    return {path: text, path.with_suffix(".mo"): mo(read_po(io.BytesIO(text)))}


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that have no translation, or not in every plural form."""
    missing = []
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(strings):
            missing.append(str(message.id))
    return missing


def main(arguments: list[str]) -> int:
    """Bring every catalogue up to date, or say which are not."""
    check = "--check" in arguments
    wanted = [*languages(), *(name for name in arguments if name != "--check")]
    stale = []
    for language in dict.fromkeys(wanted):
        for path, content in files(language).items():
            if path.exists() and path.read_bytes() == content:
                continue
            stale.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        whole = current(language)
        print(f"{language}: {len(untranslated(whole))} of {len(whole)} texts without a translation")
    for path in stale:
        print(f"{'not current' if check else 'written'}: {path.relative_to(ROOT)}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
