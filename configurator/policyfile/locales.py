"""A policy's texts in another language; what has no translation stays.

Two kinds of text are in one language on purpose. What an AI is told (``say``) is
the same for everyone: it was tested in that language, and is exported. Documents
are cited by the names they have.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.domain.frozen import replace
from configurator.domain.on_demand import OnDemand
from configurator.domain.policy import Catalogue, Citation, Layer, Line, Policy, Preset
from configurator.domain.settings import Setting
from configurator.errors import InvalidError
from configurator.files.near import meant
from configurator.messages import ENGLISH, _, best, commas, did_you_mean
from configurator.policyfile.documents import Document


def localised(policy: Policy, documents: list[Document], language: str, *, must_know: bool = True) -> Policy:
    """``policy`` with its texts in ``language``; what has no translation stays.

    Values, bounds and sentences for the AI do not change. Where there is no such
    translation, raises InvalidError if it ``must_know`` the language.
    """
    texts = _chosen(documents, language, must_know=must_know)
    titles = {title: texts.get("source", {}).get(id_, title) for id_, title in policy.sources.items()}
    return replace(
        policy,
        catalogue=_catalogue(policy.catalogue, texts),
        society=_layer(policy.society, texts, titles),
        layers=OnDemand(policy.layers, lambda name: _layer(policy.layers[name], texts, titles)),
        presets=OnDemand(policy.presets, lambda name: _preset(policy.presets[name], name, texts)),
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
    settings = catalogue.settings
    categories = {
        name: texts.get("category", {}).get(name, title) for name, title in catalogue.categories.items()
    }
    return Catalogue(OnDemand(settings, lambda key: _setting(settings[key], texts)), categories)


def _setting(setting: Setting, texts: Mapping[str, Any]) -> Setting:
    units, labels = texts.get("unit", {}), texts.get("setting", {}).get(setting.key, {}).get("labels", {})
    return replace(
        setting,
        labels={name: labels.get(name, label) for name, label in setting.labels.items()},
        labels_said=setting.labels,
        unit_one=units.get(setting.unit, ""),
        unit_many=units.get(setting.unit, setting.unit_many),
        **_given(texts, "setting", setting.key, "title", "description"),
    )


def _preset(preset: Preset, name: str, texts: Mapping[str, Any]) -> Preset:
    return replace(preset, **_given(texts, "preset", name, "title", "description"))


def _layer(layer: Layer, texts: Mapping[str, Any], titles: Mapping[str, str]) -> Layer:
    """The layer's texts: society's under ``bound`` and ``note``, another's under its own name."""
    own: Mapping[str, Any] = texts.get("layer", {}).get(layer.id, {})
    is_society = layer.kind == "society"
    bounds = texts.get("bound", {}) if is_society else own.get("bound", {})
    notes = texts.get("note", {}).get("texts", []) if is_society else own.get("notes", [])
    return replace(
        layer,
        lines=OnDemand(layer.lines, lambda key: _line(layer.lines[key], bounds.get(key, {}), titles)),
        conditions=tuple(
            replace(
                c, **_given(texts, "condition", c.id, "title", "reason"), sources=_cited(c.sources, titles)
            )
            for c in layer.conditions
        ),
        grants=tuple(
            replace(
                grant,
                reason=own.get("grant", {}).get(grant.key, {}).get("reason") or grant.reason,
                sources=_cited(grant.sources, titles),
            )
            for grant in layer.grants
        ),
        notes=tuple(
            replace(note, text=text or note.text)
            for note, text in zip(layer.notes, [*notes, *[""] * len(layer.notes)], strict=False)
        ),
        **_given(texts, "layer", layer.id, "title", "description"),
    )


def _line(line: Line, texts: Mapping[str, Any], titles: Mapping[str, str]) -> Line:
    gates = [*texts.get("gates", []), *[""] * len(line.gates)]
    return replace(
        line,
        reason=texts.get("reason") or line.reason,
        default_reason=texts.get("default_reason") or line.default_reason,
        gates=tuple(
            replace(gate, reason=reason or gate.reason)
            for gate, reason in zip(line.gates, gates, strict=False)
        ),
        sources=_cited(line.sources, titles),
    )


def _cited(sources: tuple[Citation, ...], titles: Mapping[str, str]) -> tuple[Citation, ...]:
    return tuple(replace(source, title=titles.get(source.title, source.title)) for source in sources)
