"""From the documents of a policy folder to a `Policy`, with every mistake in them.

The catalogue and the society's file must be right, or there is no policy. A layer or
preset that is wrong is remembered as broken and stops only those who name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.domain.frozen import replace
from configurator.domain.policy import Catalogue, Layer, Policy, Preset
from configurator.domain.settings import Setting
from configurator.errors import ConfiguratorError, InvalidError, Where, all_as_one
from configurator.messages import _
from configurator.policyfile.build import LayerBuilder, preset_from, setting_from
from configurator.policyfile.documents import Document
from configurator.resolution.compose import topological


def assemble(documents: list[Document], sha256: str) -> Policy:
    """The policy that these documents make. Raises ConfiguratorError."""
    errors = [e for d in documents if d.kind in ("catalogue", "society") for e in d.errors]
    if errors:
        raise all_as_one(errors)
    society = next(d for d in documents if d.kind == "society")
    head = society.data["policy"]
    catalogue = _catalogue([d for d in documents if d.kind == "catalogue"], head["categories"], society.path)
    titles = source_titles(society)
    builder = LayerBuilder(catalogue.settings, {}, society.path)
    layer = builder.layer(society.data, may_grant=False)
    errors = builder.errors or [*_unbounded(catalogue, layer, society.path), *_cycle(catalogue, layer)]
    if errors:
        raise all_as_one(errors)
    layers: dict[str, Layer] = {}
    presets: dict[str, Preset] = {}
    broken: dict[str, str] = {}
    for document in documents:
        name = document.name
        if document.kind == "layer":
            try:
                layers[name] = layer_from(document, catalogue, titles, layer, may_grant=True)
            except ConfiguratorError as error:
                broken[f"layer {name}"] = str(error).partition("\n")[0]
        elif document.kind == "preset":
            if document.errors:
                broken[f"preset {name}"] = str(document.errors[0])
            else:
                presets[name] = preset_from(document.data, document.path)
    return Policy(head["id"], head["version"], sha256, catalogue, layer, layers, presets, broken, titles)


def source_titles(society: Document) -> dict[str, str]:
    """The documents that the society's file cites, by the id that layers may use."""
    return {source["id"]: source["title"] for source in society.data.get("source", ())}


def layer_from(
    document: Document, catalogue: Catalogue, titles: Mapping[str, str], society: Layer, *, may_grant: bool
) -> Layer:
    """The layer in ``document``. Raises ConfiguratorError with every problem."""
    if document.errors:
        raise all_as_one(list(document.errors))
    builder = LayerBuilder(catalogue.settings, titles, document.path)
    layer = builder.layer(document.data, may_grant=may_grant)
    if layer.kind == "society":
        builder.error(_("only `society.toml` is of kind `society`"), 1)
    errors = builder.errors or _cycle(catalogue, society, layer)
    if errors:
        raise all_as_one(errors)
    return layer


def part_from(data: Mapping[str, Any], path: str, policy: Policy) -> Layer | None:
    """The bounds and conditions that can be made of ``data``; None where there are none."""
    if not data or data["kind"] == "society":
        return None
    builder = LayerBuilder(policy.catalogue.settings, policy.sources, path)
    layer = replace(builder.layer(data, may_grant=False), grants=(), notes=(), approval=None)
    if _cycle(policy.catalogue, policy.society, layer):
        layer = replace(layer, conditions=())
    return layer if layer.lines or layer.conditions else None


def _catalogue(documents: list[Document], categories: list[str], society: str) -> Catalogue:
    settings: dict[str, Setting] = {}
    titles: dict[str, str] = {}
    errors: list[ConfiguratorError] = []
    for document in documents:
        category = document.data["category"]
        titles[category["key"]] = category["title"]
        for raw in document.data["setting"]:
            where = Where(document.path, raw["line"])
            try:
                setting = setting_from(raw)
            except ValueError as error:
                errors.append(InvalidError(str(error), where=where))
                continue
            if setting.key in settings:
                message = _("`{key}` stands twice in the catalogue", key=setting.key)
                errors.append(InvalidError(message, where=where))
            if setting.category != category["key"]:
                message = _(
                    "`{key}` does not belong to `{category}`", key=setting.key, category=category["key"]
                )
                errors.append(InvalidError(message, where=where))
            settings[setting.key] = setting
    errors += [
        InvalidError(_("there is no category `{category}`", category=name), where=Where(society))
        for name in categories
        if name not in titles
    ]
    errors += [
        InvalidError(_("`categories` leaves out `{category}`", category=name), where=Where(society))
        for name in titles
        if name not in categories
    ]
    if errors:
        raise all_as_one(errors)
    ordered = sorted(settings.values(), key=lambda setting: categories.index(setting.category))
    return Catalogue({s.key: s for s in ordered}, {name: titles[name] for name in categories})


def _unbounded(catalogue: Catalogue, society: Layer, path: str) -> list[ConfiguratorError]:
    """The catalogue permits nothing by itself, so society must bound every setting."""
    return [
        InvalidError(
            _("society sets no bounds for `{key}`, so nothing is permitted", key=key), where=Where(path)
        )
        for key in catalogue.settings
        if key not in society.lines
    ]


def _cycle(catalogue: Catalogue, *layers: Layer) -> list[ConfiguratorError]:
    conditions = [condition for layer in layers for condition in layer.conditions]
    try:
        topological(catalogue.settings, conditions)
    except ValueError as error:
        place = conditions[-1].place
        return [InvalidError(str(error), where=Where(place.path, place.line))]
    return []
