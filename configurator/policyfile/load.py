"""A policy folder as a `Policy`, from the cache where its digest is known."""

from __future__ import annotations

import os
from collections.abc import Iterable

from configurator.domain.frozen import replace
from configurator.domain.policy import Layer, Policy, Preset
from configurator.errors import ConfiguratorError, InvalidError, UnreadableError, all_as_one
from configurator.files.near import meant
from configurator.files.read import decoded, parse_toml, read_bytes
from configurator.messages import ENGLISH, _, commas, did_you_mean, later
from configurator.policyfile import cache
from configurator.policyfile.assemble import assemble, layer_from, part_from
from configurator.policyfile.build import preset_from
from configurator.policyfile.documents import Document, read_document
from configurator.policyfile.folder import (
    Source,
    digest,
    folder_digest,
    shipped_folder,
    sources,
    toml_files,
)
from configurator.policyfile.on_demand import kept_documents, policy_on_demand


def load_policy(
    folder: str, cache_folder: str = "", language: str = ENGLISH, *, must_know: bool = True
) -> Policy:
    """The policy in ``folder``, its texts in ``language``, or in English where it has no
    such translation; that is an error where it ``must_know`` the language.

    Raises ConfiguratorError with every problem found.
    """
    return replace(_loaded(folder, cache_folder, language, must_know), folder=folder)


def _loaded(folder: str, cache_folder: str, language: str, must_know: bool) -> Policy:
    sha256, shown = folder_digest(folder), _shown(folder)
    for kept in cache.load(sha256, folder, cache_folder):
        try:
            policy = policy_on_demand(
                kept, lambda path: _joined(shown, path), sha256, lambda: _again(folder, shown, sha256)
            )
            locales = [] if language == ENGLISH else kept_documents(kept, "locale", str)
            return _in_language(policy, locales, language, must_know)
        except InvalidError as error:
            if error.name == "unknown-locale":
                raise
        except (ConfiguratorError, *cache.TAMPERED):
            continue  # not what was kept: read the files again
    documents, sha256 = _read(folder)
    policy = _assembled(documents, folder, shown, sha256)
    if not any(document.errors for document in documents):
        cache.save(documents, policy, folder, cache_folder)
    return _in_language(policy, documents, language, must_know)


def compiled_policy(folder: str) -> bytes:
    """What to keep beside the policy in ``folder``, whose files have no mistake in them.

    Raises ConfiguratorError where they have one.
    """
    documents, sha256 = _read(folder)
    return cache.compiled(documents, assemble(documents, sha256), folder)


def _read(folder: str) -> tuple[list[Document], str]:
    found = sources(folder)
    return [read_document(source) for source in found], digest(found, folder)


def _assembled(documents: list[Document], folder: str, shown: str, sha256: str) -> Policy:
    """The policy of ``documents``, their paths as people are to see them."""
    placed = (
        replace(document, path=_joined(shown, os.path.relpath(document.path, folder)))
        for document in documents
    )
    return assemble(list(placed), sha256)


def _again(folder: str, shown: str, sha256: str) -> Policy:
    """The whole policy from its files, while it is in use. Raises ConfiguratorError."""
    documents, now = _read(folder)
    if now != sha256:
        message = _("the policy folder `{folder}` was changed while it was in use", folder=folder)
        raise UnreadableError(message)
    return _assembled(documents, folder, shown, sha256)


SHIPPED = "policies"
"""How the shipped policy's folder is named to people: where it lies differs from
one installation to the next, and tells them nothing."""


def _shown(folder: str) -> str:
    return SHIPPED if os.path.realpath(folder) == os.path.realpath(shipped_folder()) else folder


def _joined(folder: str, path: str) -> str:
    return os.path.join(folder, *path.replace(os.sep, "/").split("/"))


def _in_language(policy: Policy, documents: list[Document], language: str, must_know: bool) -> Policy:
    if language == ENGLISH:
        return policy
    from configurator.policyfile.locales import localised

    return localised(policy, documents, language, must_know=must_know)


def read_layer(path: str, policy: Policy, *, may_grant: bool) -> Layer:
    """One layer from a file of its own. Raises ConfiguratorError with every problem."""
    document = read_document(Source("layer", path, read_bytes(path, later("the layer"))))
    return layer_from(document, policy.catalogue, policy.sources, policy.society, may_grant=may_grant)


def sound_part(path: str, policy: Policy) -> Layer | None:
    """What a layer that is wrong still bounds: its entries that are right, for they only narrow.

    It grants nothing and nobody approves by it. None where its head is wrong, where it
    cannot be read at all, or where nothing is left.
    """
    what = later("the layer")
    try:
        text = decoded(read_bytes(path, what), path, what)
        raw = parse_toml(text, path, what)
    except ConfiguratorError:
        return None
    from configurator.policyfile.shape import sound_part as sound_data

    return part_from(sound_data("layer", raw, text), path, policy)


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
