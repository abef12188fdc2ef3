"""Translations of a policy's texts: what is unknown in them, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from configurator.domain.policy import Catalogue, Layer, Policy
from configurator.errors import InvalidError
from configurator.files.lines import Path, line_of
from configurator.files.near import meant
from configurator.messages import ENGLISH, _, best, commas, did_you_mean
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
                line = line_of(lines, (section, name))
                message = _("`{name}` names nothing in the policy", name=f"{section}.{name}")
                yield document.path, line, "unknown-name", message, did_you_mean(close)
        missing = [name for name in names if name not in given]
        if missing and section != "unit":
            line = line_of(lines, (section,)) or 1
            yield document.path, line, "untranslated", _untranslated(section, missing), ""
    yield from _labels(policy, document, lines)
    texts = data.get("note", {}).get("texts", [])
    if len(texts) != len(policy.society.notes):
        notes = len(policy.society.notes)
        message = _("`note.texts` has {count} entries for {notes} notes", count=len(texts), notes=notes)
        yield (document.path, line_of(lines, ("note", "texts")) or 1, "untranslated", message, "")


def _untranslated(section: str, missing: list[str]) -> str:
    first = f"{section}.{missing[0]}"
    if len(missing) == 1:
        return _("`{name}` has no translation", name=first)
    return _("`{name}` and {count} more has no translation", name=first, count=len(missing) - 1)


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
                message = _("`{key}` has no level or item `{name}`", key=key, name=name)
                yield document.path, line, "unknown-name", message, ""
        if missing := [name for name in setting.labels if name not in given]:
            message = _("label `{name}` of `{key}` has no translation", name=missing[0], key=key)
            yield document.path, line, "untranslated", message, ""


# ------------------------------------------------------------ a policy in another language


def localised(policy: Policy, documents: list[Document], language: str, *, must_know: bool = True) -> Policy:
    """``policy`` with its texts in ``language``; what has no translation stays.

    Values, bounds and sentences for the AI do not change. Where there is no such
    translation, raises InvalidError if it ``must_know`` the language.
    """
    texts = _chosen(documents, language, must_know=must_know)
    return replace(
        policy,
        catalogue=_catalogue(policy.catalogue, texts),
        society=_layer(policy.society, texts),
        layers={name: _layer(layer, texts) for name, layer in policy.layers.items()},
        presets={
            name: replace(preset, **_given(texts, "preset", name, "title", "description"))
            for name, preset in policy.presets.items()
        },
    )


def _chosen(documents: list[Document], language: str, *, must_know: bool) -> Mapping[str, Any]:
    found = {d.data["language"]: d.data for d in documents if d.kind == "locale" and not d.errors}
    name = best(language, (ENGLISH, *found))
    if name or not must_know:
        return found.get(name, {})
    close = meant(language.replace("_", "-"), found)
    raise InvalidError(
        _("there is no translation into `{language}`", language=language[:40]),
        hint=did_you_mean(close, _("there are {names}", names=commas(f"`{n}`" for n in (ENGLISH, *found)))),
        slug="unknown-locale",
    )


def _given(texts: Mapping[str, Any], section: str, name: str, *fields: str) -> dict[str, Any]:
    """The translated fields of one entry, without those that are missing."""
    entry = texts.get(section, {}).get(name, {})
    return {field: entry[field] for field in fields if entry.get(field)}


def _catalogue(catalogue: Catalogue, texts: Mapping[str, Any]) -> Catalogue:
    units = texts.get("unit", {})
    settings = {}
    for key, setting in catalogue.settings.items():
        labels = texts.get("setting", {}).get(key, {}).get("labels", {})
        settings[key] = replace(
            setting,
            labels={name: labels.get(name, label) for name, label in setting.labels.items()},
            labels_said=setting.labels,
            unit_one=units.get(setting.unit, ""),
            unit_many=units.get(setting.unit, setting.unit_many),
            **_given(texts, "setting", key, "title", "description"),
        )
    categories = {
        name: texts.get("category", {}).get(name, title) for name, title in catalogue.categories.items()
    }
    return Catalogue(settings, categories)


def _layer(layer: Layer, texts: Mapping[str, Any]) -> Layer:
    lines = layer.lines
    if layer.kind == "society":
        lines = {
            key: replace(line, **_given(texts, "bound", key, "reason", "default_reason"))
            for key, line in lines.items()
        }
    conditions = tuple(
        replace(c, **_given(texts, "condition", c.id, "title", "reason")) for c in layer.conditions
    )
    notes = texts.get("note", {}).get("texts", []) if layer.kind == "society" else []
    return replace(
        layer,
        lines=lines,
        conditions=conditions,
        notes=tuple(replace(n, text=t) for n, t in zip(layer.notes, notes, strict=False))
        if notes
        else layer.notes,
        **_given(texts, "layer", layer.id, "title", "description"),
    )
