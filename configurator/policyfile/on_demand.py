"""A policy from its cache: each setting, line, layer and preset is made when asked for.

All of it was found right when its files were read and it was kept, so only what is
asked for is looked at again. Where that is not what was kept, the files are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache as once
from typing import Any, TypeVar

from configurator.domain.frozen import replace
from configurator.domain.on_demand import OnDemand
from configurator.domain.policy import Catalogue, Layer, Line, Policy, Preset
from configurator.domain.searched import Entry, entry
from configurator.domain.settings import Setting
from configurator.errors import ConfiguratorError
from configurator.policyfile.assemble import layer_from, source_titles
from configurator.policyfile.build import LayerBuilder, preset_from, setting_from
from configurator.policyfile.cache import TAMPERED, Kept
from configurator.policyfile.documents import Document

T = TypeVar("T")


def policy_on_demand(
    kept: Kept, placed: Callable[[str], str], sha256: str, again: Callable[[], Policy]
) -> Policy:
    """The policy that was kept. ``placed`` names its files; ``again`` reads them.

    Raises ConfiguratorError, or one of ``TAMPERED``, where it is not what was kept.
    """
    return _Making(kept, placed, again).policy(sha256)


def kept_documents(kept: Kept, kind: str, placed: Callable[[str], str]) -> list[Document]:
    """The documents of one kind, without what stands apart from them in the cache."""
    return [
        Document(of, placed(path), kept.document(number))
        for number, (of, path, _is_sound) in enumerate(kept.documents)
        if of == kind
    ]


class _Making:
    """What is made of a cache file, and how."""

    def __init__(self, kept: Kept, placed: Callable[[str], str], again: Callable[[], Policy]) -> None:
        self._kept = kept
        self._again = once(again)
        self._documents = [(kind, placed(path), is_sound) for kind, path, is_sound in kept.documents]
        self._said: dict[str, dict[str, Any]] = {}
        """What layers say about settings that were just made: their lines will be next."""
        self._settings = OnDemand(
            kept.settings, self._or_again(self._setting, lambda p: p.catalogue.settings)
        )

    def policy(self, sha256: str) -> Policy:
        (number,) = self._numbers("society").values()
        document = self._document(number)
        head, titles = document.data["policy"], source_titles(document)
        society = replace(self._layer(number, {}, lambda p: p.society), rest=self._kept.rest)
        catalogue = Catalogue(self._settings, self._kept.categories, listed=self._entries)
        layers, broken = {}, {}
        for name, number in self._numbers("layer").items():
            if self._documents[number][2]:
                layers[name] = number
                continue
            try:  # to say again what is wrong with it, in the language that is spoken now
                layer_from(self._document(number), catalogue, titles, society, may_grant=True)
            except ConfiguratorError as error:
                broken[f"layer {name}"] = str(error).partition("\n")[0]
        presets = self._numbers("preset")
        return Policy(
            id=head["id"],
            version=head["version"],
            sha256=sha256,
            catalogue=catalogue,
            society=society,
            layers=OnDemand(
                layers,
                self._or_again(
                    lambda name: self._layer(layers[name], titles, lambda p: p.layers[name]),
                    lambda p: p.layers,
                ),
            ),
            presets=OnDemand(
                presets, self._or_again(lambda name: self._preset(presets[name]), lambda p: p.presets)
            ),
            broken=broken,
            sources=titles,
        )

    def _numbers(self, kind: str) -> dict[str, int]:
        """The numbers of the documents of one kind, by their names."""
        documents = enumerate(self._documents)
        return {Document(of, path).name: number for number, (of, path, _) in documents if of == kind}

    def _document(self, number: int) -> Document:
        kind, path, _is_sound = self._documents[number]
        return Document(kind, path, self._kept.document(number))

    def _setting(self, key: str) -> Setting:
        entry = self._kept.setting(key)
        self._said[key] = entry
        return setting_from(entry.pop("setting"), is_known=True)

    def _entries(self) -> list[Entry]:
        try:
            return self._kept.entries()
        except TAMPERED:
            return [entry(setting) for setting in self._settings.values()]

    def _preset(self, number: int) -> Preset:
        document = self._document(number)
        return preset_from(document.data, document.path)

    def _layer(self, number: int, titles: Mapping[str, str], same: Callable[[Policy], Layer]) -> Layer:
        """The layer of a document; its lines when they are asked for. ``same`` finds it elsewhere."""
        document = self._document(number)
        builder = LayerBuilder(self._settings, titles, document.path, is_known=True)

        def line(key: str) -> Line:
            said = self._said.pop(key, None) or self._kept.setting(key)
            return builder.line(said[str(number)])

        lines = OnDemand(self._kept.bounded(number), self._or_again(line, lambda p: same(p).lines))
        layer = builder.layer(document.data, may_grant=document.kind != "society", lines=lines)
        if builder.errors:
            raise builder.errors[0]
        return layer

    def _or_again(
        self, make: Callable[[str], T], find: Callable[[Policy], Mapping[str, T]]
    ) -> Callable[[str], T]:
        """``make``, or what the files say where that is not what was kept."""

        def made(name: str) -> T:
            try:
                return make(name)
            except (ConfiguratorError, *TAMPERED):
                return find(self._again())[name]

        return made
