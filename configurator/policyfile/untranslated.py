"""What is wrong with a locale: names that mean nothing, texts without a translation.

Every text that people read has to be there; a document's own name need not. What
an AI is told has no place in a locale (``locales.py`` says why).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from configurator.domain.policy import Layer, Line, Policy
from configurator.files.lines import Path, line_of
from configurator.files.near import meant
from configurator.messages import _, did_you_mean
from configurator.policyfile.documents import Document

Parts = tuple[str, int, str, str, str]
"""A finding: path, line, rule, message, hint."""

Fields = Mapping[str, tuple[str, ...]]
"""By name, the fields that need a translation; none where the text stands by itself."""


def in_locale(
    policy: Policy, document: Document, lines: dict[Path, int], layers: set[str]
) -> Iterator[Parts]:
    """Keys that name nothing, and texts that have no translation.

    ``lines`` says where each key stands; ``layers`` are those that have a file.
    """
    data, stem = document.data, document.name
    if data["language"] != stem:
        message = _(
            "the file of language `{language}` is called `{name}.toml`", language=data["language"], name=stem
        )
        yield document.path, line_of(lines, ("language",)), "name", message, ""
    work = _Locale(document.path, lines)
    for section, fields in _known(policy, layers).items():
        yield from work.section((section,), data.get(section, {}), fields)
    yield from work.section(
        ("source",), data.get("source", {}), dict.fromkeys(policy.sources, ()), optional=True
    )
    for name, layer in policy.layers.items():
        given = data.get("layer", {}).get(name, {})
        yield from work.section(("layer", name, "bound"), given.get("bound", {}), _bounds(layer))
        grants = {grant.key: _filled(reason=grant.reason) for grant in layer.grants}
        yield from work.section(("layer", name, "grant"), given.get("grant", {}), grants)
        if layer.notes or given.get("notes"):
            yield from work.texts(("layer", name, "notes"), given.get("notes", []), len(layer.notes))
    for key, setting in policy.catalogue.settings.items():
        given = data.get("setting", {}).get(key, {}).get("labels", {})
        yield from work.labels(key, given, setting.labels)
    yield from work.texts(("note", "texts"), data.get("note", {}).get("texts", []), len(policy.society.notes))


def _known(policy: Policy, layers: set[str]) -> dict[str, Fields]:
    """By section of a locale, what it can name, in the policy's order."""
    settings, everyone = policy.catalogue.settings, (policy.society, *policy.layers.values())
    society = {policy.society.id: _filled(title="-", description=policy.society.description)}
    broken = [name.partition(" ")[2] for name in policy.broken if name.startswith("preset ")]
    return {
        "category": dict.fromkeys(policy.catalogue.categories, ()),
        "setting": dict.fromkeys(settings, ("title", "description")),
        "bound": _bounds(policy.society),
        "condition": {
            c.id: _filled(title=c.title, reason=c.reason) for layer in everyone for c in layer.conditions
        },
        "layer": society | {name: _of_layer(policy.layers.get(name)) for name in sorted(layers)},
        "preset": {n: _filled(title="-", description=p.description) for n, p in policy.presets.items()}
        | dict.fromkeys(broken, ()),
        "unit": dict.fromkeys((s.unit for s in settings.values() if s.unit), ()),
    }


def _filled(**fields: str) -> tuple[str, ...]:
    """The fields that hold a text, and so need a translation."""
    return tuple(name for name, text in fields.items() if text)


def _of_layer(layer: Layer | None) -> tuple[str, ...]:
    return _filled(title=layer.title, description=layer.description) if layer else ()


def _bounds(layer: Layer) -> Fields:
    return {key: _of_line(line) for key, line in layer.lines.items()}


def _of_line(line: Line) -> tuple[str, ...]:
    gates = "".join(gate.reason for gate in line.gates)
    return _filled(reason=line.reason, default_reason=line.default_reason, gates=gates)


class _Locale:
    """One file, and where its keys stand."""

    def __init__(self, path: str, lines: dict[Path, int]) -> None:
        self.path = path
        self.lines = lines

    def section(
        self, place: tuple[str, ...], given: Mapping[str, Any], known: Fields, *, optional: bool = False
    ) -> Iterator[Parts]:
        """What a table names in vain, and what it leaves out."""
        dotted = ".".join(place)
        for name in given:
            if name not in known:
                line = line_of(self.lines, (*place, name))
                message = _("`{name}` names nothing in the policy", name=f"{dotted}.{name}")
                yield self.path, line, "unknown-name", message, did_you_mean(meant(name, known))
        missing = [f"{dotted}.{name}" for name in known if name not in given]
        missing += [
            f"{dotted}.{name}.{field}"
            for name, fields in known.items()
            if name in given
            for field in fields
            if not given[name].get(field)
        ]
        if missing and not optional:
            yield self._finding(place, _untranslated(missing))

    def labels(self, key: str, given: Mapping[str, str], known: Mapping[str, str]) -> Iterator[Parts]:
        """Levels, options or items of one setting."""
        place = ("setting", key, "labels")
        for name in given:
            if name not in known:
                message = _("`{key}` has no level or item `{name}`", key=key, name=name)
                yield self.path, line_of(self.lines, place) or 1, "unknown-name", message, ""
        if missing := [name for name in known if name not in given]:
            message = _("label `{name}` of `{key}` has no translation", name=missing[0], key=key)
            yield self._finding(place, message)

    def texts(self, place: tuple[str, ...], given: list[str], count: int) -> Iterator[Parts]:
        """Notes, which have no names and go by their order."""
        if len(given) != count:
            message = _(
                "`{name}` has {count} entries for {notes} notes",
                name=".".join(place),
                count=len(given),
                notes=count,
            )
            yield self._finding(place, message)

    def _finding(self, place: tuple[str, ...], message: str) -> Parts:
        return self.path, line_of(self.lines, place) or 1, "untranslated", message, ""


def _untranslated(missing: list[str]) -> str:
    if len(missing) == 1:
        return _("`{name}` has no translation", name=missing[0])
    return _("`{name}` and {count} more have no translation", name=missing[0], count=len(missing) - 1)
