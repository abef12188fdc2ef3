"""Translations of a policy's texts: what is unknown in them, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from configurator.domain.policy import Policy
from configurator.errors import InvalidError
from configurator.files.near import meant
from configurator.policyfile.documents import Document

Parts = tuple[str, int, str, str, str]


def in_locale(policy: Policy, document: Document) -> Iterator[Parts]:
    """Keys that name nothing, and texts that have no translation."""
    data = document.data
    known = _known(policy)
    for section, names in known.items():
        given: Mapping[str, Any] = data.get(section, {})
        for name in given:
            if name not in names:
                close = meant(name, names)
                hint = f"did you mean `{close}`?" if close else ""
                yield (
                    document.path,
                    1,
                    "unknown-name",
                    f"`{section}.{name}` names nothing in the policy",
                    hint,
                )
        missing = [name for name in names if name not in given]
        if missing and section != "unit":
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            yield (document.path, 1, "untranslated", f"`{section}.{missing[0]}`{more} has no translation", "")
    yield from _labels(policy, document)
    texts = data.get("note", {}).get("texts", [])
    if len(texts) != len(policy.society.notes):
        message = f"`note.texts` has {len(texts)} entries for {len(policy.society.notes)} notes"
        yield (document.path, 1, "untranslated", message, "")


def _known(policy: Policy) -> dict[str, set[str]]:
    conditions = {c.id for layer in (policy.society, *policy.layers.values()) for c in layer.conditions}
    return {
        "category": set(policy.catalogue.categories),
        "setting": set(policy.catalogue.settings),
        "bound": set(policy.society.lines),
        "condition": conditions,
        "layer": {*policy.layers, policy.society.id},
        "preset": set(policy.presets),
        "unit": {s.unit for s in policy.catalogue.settings.values() if s.unit},
    }


def _labels(policy: Policy, document: Document) -> Iterator[Parts]:
    for key, setting in policy.catalogue.settings.items():
        given = document.data.get("setting", {}).get(key, {}).get("labels", {})
        for name in given:
            if name not in setting.labels:
                yield (document.path, 1, "unknown-name", f"`{key}` has no level or item `{name}`", "")
        if missing := [name for name in setting.labels if name not in given]:
            yield (
                document.path,
                1,
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
