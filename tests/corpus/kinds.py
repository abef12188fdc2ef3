"""Where a file of each kind lies, and the command by which a person meets it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent


class Kind(NamedTuple):
    """``place`` is below an empty folder in which ``command`` is run; ``beside`` are the valid
    files of the corpora that have to be there too, by their places."""

    place: str
    command: tuple[str, ...]
    beside: Mapping[str, str] = {}


_POLICY = {
    "policy/society.toml": "society/every-kind.toml",
    "policy/catalogue/a.toml": "catalogue/every-kind.toml",
}
_LINT = ("policy", "lint", "policy")


def _target(name: str) -> tuple[str, ...]:
    return ("export", name, "--root", "project", "--stdout")


KINDS: Mapping[str, Kind] = {
    "profile": Kind("mine.toml", ("check", "mine.toml", "--json")),
    "layer": Kind("acme.toml", ("layer", "add", "acme.toml")),
    "preset": Kind("home/presets/mine.toml", ("preset", "list", "--json")),
    "catalogue": Kind("policy/catalogue/a.toml", _LINT, _POLICY),
    "society": Kind("policy/society.toml", _LINT, _POLICY),
    "policy-layer": Kind("policy/layers/acme.toml", _LINT, _POLICY),
    "policy-preset": Kind("policy/presets/calm.toml", _LINT, _POLICY),
    "locale": Kind("policy/locales/de.toml", _LINT, _POLICY),
    "journal": Kind("home/profiles/default.journal.jsonl", ("journal", "show", "--json")),
    "exports": Kind("home/profiles/exports.json", ("export", "json", "--root", "project", "--stdout")),
    "results": Kind("results.json", ("evals", "read", "results.json", "--json")),
    "json": Kind("project/.claude/settings.json", _target("claude-code")),
    "jsonc": Kind("project/.gemini/settings.json", _target("gemini-cli")),
    "toml": Kind("project/.codex/config.toml", _target("codex")),
    "yaml": Kind("project/.aider.conf.yml", _target("aider")),
    "markdown": Kind("project/AGENTS.md", _target("agents-md")),
    "env": Kind("project/behavior.env", _target("env")),
    "modelfile": Kind("project/behavior.Modelfile", _target("ollama")),
    "entry": Kind("project/.ai/open-webui-model.json", _target("open-webui")),
}
"""Each is a folder of ``valid`` and of ``invalid``."""


def files(verdict: str, kind: str) -> list[Path]:
    """The files of ``kind`` that are ``valid`` or ``invalid``."""
    return sorted(one for one in (FOLDER / verdict / kind).glob("*") if one.suffix != ".txt")


def laid(kind: str, data: bytes, folder: Path) -> None:
    """Lay ``data`` in ``folder`` as a file of ``kind``, with what has to be beside it."""
    found = KINDS[kind]
    there = {place: (FOLDER / "valid" / name).read_bytes() for place, name in found.beside.items()}
    (folder / "project").mkdir(exist_ok=True)
    for place, content in {**there, found.place: data}.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
