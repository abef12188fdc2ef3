"""A policy folder as a `Policy`, from the cache where its digest is known.

The catalogue and the society's file must be right, or nothing loads. A layer or
preset that is wrong is remembered as broken and stops only those who name it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace

from configurator.domain.policy import Catalogue, Layer, Policy, Preset
from configurator.domain.settings import Setting
from configurator.errors import ConfiguratorError, InvalidError, Where, all_as_one
from configurator.files.near import meant
from configurator.files.read import read_bytes
from configurator.messages import ENGLISH, _, commas, did_you_mean, later
from configurator.policyfile import cache
from configurator.policyfile.build import LayerBuilder, preset_from, setting_from
from configurator.policyfile.documents import Document, read_document
from configurator.policyfile.folder import Source, digest, shipped_folder, sources, toml_files
from configurator.resolution.compose import topological


def load_policy(
    folder: str, cache_folder: str = "", language: str = ENGLISH, *, must_know: bool = True
) -> Policy:
    """The policy in ``folder``, its texts in ``language``, or in English where it has no
    such translation; that is an error where it ``must_know`` the language.

    Raises ConfiguratorError with every problem found.
    """
    found = sources(folder)
    sha256 = digest(found, folder)
    shown = SHIPPED if os.path.realpath(folder) == os.path.realpath(shipped_folder()) else folder
    for kept in cache.load(sha256, folder, cache_folder):
        try:
            documents = [_placed(document, folder, shown) for document in kept]
            return _in_language(assemble(documents, sha256), documents, language, must_know)
        except InvalidError as error:
            if error.name == "unknown-locale":
                raise
        except (ConfiguratorError, *cache.TAMPERED):
            continue  # not what was kept: read the files again
    documents = [read_document(source) for source in found]
    policy = assemble([_placed(document, folder, shown) for document in documents], sha256)
    if not any(document.errors for document in documents):
        cache.save(sha256, documents, folder, cache_folder)
    return _in_language(policy, documents, language, must_know)


SHIPPED = "policies"
"""How the shipped policy's folder is named to people: where it lies differs from
one installation to the next, and tells them nothing."""


def _placed(document: Document, folder: str, shown: str) -> Document:
    """``document`` with its path as people are to see it."""
    return replace(document, path=os.path.join(shown, os.path.relpath(document.path, folder)))


def _in_language(policy: Policy, documents: list[Document], language: str, must_know: bool) -> Policy:
    if language == ENGLISH:
        return policy
    from configurator.policyfile.locales import localised

    return localised(policy, documents, language, must_know=must_know)


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
        name = os.path.basename(document.path).removesuffix(".toml")
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


def read_layer(path: str, policy: Policy, *, may_grant: bool) -> Layer:
    """One layer from a file of its own. Raises ConfiguratorError with every problem."""
    document = read_document(Source("layer", path, read_bytes(path, later("the layer"))))
    return layer_from(document, policy.catalogue, policy.sources, policy.society, may_grant=may_grant)


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


def chosen_preset(policy: Policy, name: str) -> Preset:
    """The shipped preset called ``name``. Raises InvalidError with a did-you-mean."""
    if name in policy.presets:
        return policy.presets[name]
    if trouble := policy.broken.get(f"preset {name}"):
        raise InvalidError(_("preset `{preset}` cannot be used: {trouble}", preset=name, trouble=trouble))
    raise InvalidError(
        _("there is no preset `{preset}`", preset=name),
        hint=_hint(name, policy.presets),
        slug="unknown-preset",
    )


def _hint(name: str, names: Iterable[str]) -> str:
    there = _("there are {names}", names=commas(f"`{one}`" for one in names))
    return did_you_mean(meant(name, names), there)


def read_presets(folder: str) -> dict[str, Preset]:
    """The person's own presets in ``folder``. Raises ConfiguratorError for a broken one."""
    found: dict[str, Preset] = {}
    for path in toml_files(folder):
        document = read_document(Source("preset", path, read_bytes(path, later("the preset"))))
        if document.errors:
            raise all_as_one(list(document.errors))
        preset = preset_from(document.data, path)
        found[preset.id] = preset
    return found
