"""Mistakes in a policy that still loads, or that keep it from loading.

Every finding names file and line. A policy without findings can be signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from configurator.domain.bounds import AnyBounds, Bounds, meet, within
from configurator.domain.policy import Layer, Line, Policy, Preset
from configurator.domain.settings import Setting, written
from configurator.errors import ConfiguratorError, Where
from configurator.files.lines import key_lines
from configurator.files.near import meant
from configurator.messages import _, did_you_mean
from configurator.policyfile.assemble import assemble, layer_from, source_titles
from configurator.policyfile.build import preset_from
from configurator.policyfile.documents import Document, read_document
from configurator.policyfile.folder import digest, sources
from configurator.policyfile.probes import mistaken
from configurator.policyfile.untranslated import in_locale
from configurator.resolution.check import Checker
from configurator.resolution.compose import compose
from configurator.resolution.wording import permitted_words, refusal


class Finding(NamedTuple):
    """One mistake: where, what, and under which name scripts know it."""

    path: str
    line: int
    rule: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{Where(self.path, self.line)}: {self.message} [{self.rule}]"


def lint(folder: str) -> list[Finding]:
    """Every finding in the policy at ``folder``. Raises UnreadableError."""
    found = sources(folder)
    documents = [read_document(source) for source in found]
    findings = [_of_error(error) for document in documents for error in document.errors]
    try:
        policy = assemble([d for d in documents if not d.errors or d.kind != "layer"], digest(found, folder))
    except (ConfiguratorError, StopIteration) as error:
        if isinstance(error, ConfiguratorError):
            findings += [_of_error(one) for one in (error, *error.others)]
        return _sorted(findings)
    findings += _in_settings(policy, documents)
    findings += _in_lines(policy, policy.society)
    findings += _in_layers(policy, documents)
    there = {document.name for document in documents if document.kind == "layer"}
    for source, document in zip(found, documents, strict=True):
        if document.kind == "preset" and not document.errors:
            findings += _in_preset(policy, preset_from(document.data, document.path), document, there)
        elif document.kind == "locale" and not document.errors:
            lines = key_lines(source.data.decode())
            findings += [Finding(*parts) for parts in in_locale(policy, document, lines, there)]
    return _sorted(findings)


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(dict.fromkeys(findings), key=lambda finding: (finding.path, finding.line, finding.message))


def _of_error(error: ConfiguratorError) -> Finding:
    where = error.where or Where("")
    return Finding(where.path, where.line, error.name, error.message, error.hint)


def _in_settings(policy: Policy, documents: list[Document]) -> Iterator[Finding]:
    """A level that society permits and that has no sentence for the AI; a check that misjudges."""
    places = {
        raw["key"]: (document.path, raw["line"])
        for document in documents
        if document.kind == "catalogue"
        for raw in document.data["setting"]
    }
    for key, setting in policy.catalogue.settings.items():
        path, line = places[key]
        bounds = policy.society.lines[key].bounds
        if setting.kind in ("scale", "switch", "choice"):
            for name in setting.ids:
                if name in bounds and not setting.says.get(name):
                    message = _("level `{name}` of `{key}` is permitted and has no `say`", name=name, key=key)
                    yield Finding(path, line, "no-sentence", message)
        elif "{value}" not in setting.says.get("", ""):
            message = _("`say` of `{key}` does not hold `{field}`", key=key, field="{value}")
            yield Finding(path, line, "no-sentence", message)
        for message in mistaken(setting):
            yield Finding(path, line, "mistaken-check", message)


def _in_lines(policy: Policy, layer: Layer) -> Iterator[Finding]:
    """Defaults outside the layer's bounds, or looser than the tightest without a reason."""
    for line in layer.lines.values():
        setting = policy.catalogue.settings[line.key]
        if line.default is None:
            if layer is policy.society:
                yield _at(line, "no-default", _("society gives `{key}` no default", key=line.key))
            continue
        ungated = _ungated(line)
        if line.default not in ungated:
            words = permitted_words(setting, ungated)
            asked = written(setting.plain(line.default))
            message = _(
                "the default `{value}` of `{key}` is outside its bounds: permitted is {values}",
                value=asked,
                key=line.key,
                values=words,
            )
            yield _at(line, "default-outside", message)
        elif not line.default_reason and _is_loose(setting, ungated, line):
            tightest = (
                written(setting.plain(ungated.span[0]))
                if isinstance(ungated, Bounds) and ungated.span
                else ""
            )
            message = _(
                "the default of `{key}` is not the tightest permitted value `{value}`",
                key=line.key,
                value=tightest,
            )
            yield _at(line, "default-loose", message, _("say why in `default_reason`"))


def _ungated(line: Line) -> AnyBounds:
    bounds = line.bounds
    for gate in line.gates:
        bounds = meet(bounds, gate.ungranted)
    return bounds


def _is_loose(setting: Setting, bounds: AnyBounds, line: Line) -> bool:
    return (
        isinstance(bounds, Bounds)
        and bounds.span is not None
        and line.default != bounds.span[0]
        and bool(setting)
    )


def _at(line: Line, rule: str, message: str, hint: str = "") -> Finding:
    return Finding(line.place.path, line.place.line, rule, message, hint)


def _in_layers(policy: Policy, documents: list[Document]) -> Iterator[Finding]:
    """What does not load, and lines that narrow nothing society leaves open."""
    society = next(document for document in documents if document.kind == "society")
    titles = source_titles(society)
    for document in documents:
        if document.kind != "layer" or document.errors:
            continue
        try:
            layer = layer_from(document, policy.catalogue, titles, policy.society, may_grant=True)
        except ConfiguratorError as error:
            yield from (_of_error(one) for one in (error, *error.others))
            continue
        name = document.name
        if layer.id != name:
            message = _("the file of layer `{layer}` is called `{name}.toml`", layer=layer.id, name=name)
            yield Finding(document.path, 1, "name", message)
        yield from _in_lines(policy, layer)
        yield from _narrowing_nothing(policy, layer)
        yield from _opening_nothing(policy, layer)


def _narrowing_nothing(policy: Policy, layer: Layer) -> Iterator[Finding]:
    for line in layer.lines.values():
        wide = policy.society.lines[line.key].bounds
        if within(wide, line.bounds) and not line.gates and line.default is None:
            words = permitted_words(policy.catalogue.settings[line.key], wide)
            message = _(
                "the line on `{key}` narrows nothing: society permits {values} already",
                key=line.key,
                values=words,
            )
            yield _at(line, "narrows-nothing", message)
        if meet(wide, line.bounds).is_empty:
            message = _(
                "society and `{layer}` leave no value between them for `{key}`", layer=layer.id, key=line.key
            )
            yield _at(line, "conflict", message)


def _opening_nothing(policy: Policy, layer: Layer) -> Iterator[Finding]:
    for grant in layer.grants:
        gates = policy.society.lines[grant.key].gates
        if not any(layer.kind in gate.granted_by for gate in gates):
            message = _(
                "the grant on `{key}` opens nothing: no gate waits for a layer of kind `{kind}`",
                key=grant.key,
                kind=layer.kind,
            )
            yield Finding(grant.place.path, grant.place.line, "opens-nothing", message)


def _in_preset(policy: Policy, preset: Preset, document: Document, there: set[str]) -> Iterator[Finding]:
    """Names that do not exist, and values that the preset's own layers refuse or hold.

    ``there`` are the layers that have a file: one that is broken is a finding of
    its own, and a preset under it cannot be judged.
    """
    lines: dict[str, int] = document.data.get("lines", {})
    name = document.name
    if preset.id != name:
        message = _("the file of preset `{preset}` is called `{name}.toml`", preset=preset.id, name=name)
        yield Finding(document.path, 1, "name", message)
    for under in preset.under:
        if under not in there:
            close = meant(under, there)
            message = _("there is no layer `{layer}`", layer=under)
            yield Finding(document.path, 1, "unknown-layer", message, did_you_mean(close))
    if any(under in there and under not in policy.layers for under in preset.under):
        return
    layers = [policy.layers[under] for under in preset.under if under in policy.layers]
    composition = compose(policy, layers)
    for violation in Checker(composition).violations(preset.preferences):
        message, hint = refusal(composition, violation)
        if violation.kind == "unknown-setting":
            close = meant(violation.key, policy.catalogue.settings)
            message, hint = _("unknown setting `{key}`", key=violation.key), did_you_mean(close)
        rule = violation.kind if violation.kind != "out-of-bounds" else "preset-refused"
        yield Finding(document.path, lines.get(violation.key, 1), rule, message, hint)
