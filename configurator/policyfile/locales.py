"""Translations of a policy's texts: what is unknown in them, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from configurator.domain.policy import Policy
from configurator.errors import InvalidError
from configurator.files.lines import Path, line_of
from configurator.files.near import meant
from configurator.policyfile.documents import Document

Parts = tuple[str, int, str, str, str]


def in_locale(
    policy: Policy, document: Document, lines: dict[Path, int], layers: set[str]
) -> Iterator[Parts]:
    """Keys that name nothing, and texts that have no translation.

    ``lines`` says where each key stands; ``layers`` are those that have a file.
    """
    data = document.data
    for section, names in _known(policy, layers).items():
        given: Mapping[str, Any] = data.get(section, {})
        for name in given:
            if name not in names:
                close = meant(name, names)
                hint = f"did you mean `{close}`?" if close else ""
                line = line_of(lines, (section, name))
                yield (
                    document.path,
                    line,
                    "unknown-name",
                    f"`{section}.{name}` names nothing in the policy",
                    hint,
                )
        missing = [name for name in names if name not in given]
        if missing and section != "unit":
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            line = line_of(lines, (section,)) or 1
            yield (
                document.path,
                line,
                "untranslated",
                f"`{section}.{missing[0]}`{more} has no translation",
                "",
            )
    yield from _labels(policy, document, lines)
    texts = data.get("note", {}).get("texts", [])
    if len(texts) != len(policy.society.notes):
        message = f"`note.texts` has {len(texts)} entries for {len(policy.society.notes)} notes"
        yield (document.path, line_of(lines, ("note", "texts")) or 1, "untranslated", message, "")


def _known(policy: Policy, layers: set[str]) -> dict[str, list[str]]:
    """By section of a locale, what it can name, in the policy's order."""
    conditions = [c.id for layer in (policy.society, *policy.layers.values()) for c in layer.conditions]
    return {
        "category": list(policy.catalogue.categories),
        "setting": list(policy.catalogue.settings),
        "bound": list(policy.society.lines),
        "condition": conditions,
        "layer": [policy.society.id, *sorted(layers)],
        "preset": [*policy.presets, *(b.partition(" ")[2] for b in policy.broken if b.startswith("preset "))],
        "unit": list(dict.fromkeys(s.unit for s in policy.catalogue.settings.values() if s.unit)),
    }


def _labels(policy: Policy, document: Document, lines: dict[Path, int]) -> Iterator[Parts]:
    for key, setting in policy.catalogue.settings.items():
        given = document.data.get("setting", {}).get(key, {}).get("labels", {})
        line = line_of(lines, ("setting", key, "labels")) or 1
        for name in given:
            if name not in setting.labels:
                yield (document.path, line, "unknown-name", f"`{key}` has no level or item `{name}`", "")
        if missing := [name for name in setting.labels if name not in given]:
            yield (
                document.path,
                line,
                "untranslated",
                f"label `{missing[0]}` of `{key}` has no translation",
                "",
            )


def chosen_locale(documents: list[Document], language: str) -> Document:
    """The translation into ``language``. Raises InvalidError where there is none."""
    found = {d.data["language"]: d for d in documents if d.kind == "locale" and not d.errors}
    if language in found:
        return found[language]
    close = meant(language, found)
    raise InvalidError(
        f"there is no translation into `{language}`",
        hint=f"did you mean `{close}`?"
        if close
        else f"there are {', '.join(f'`{n}`' for n in sorted(found))}",
        slug="unknown-locale",
    )
