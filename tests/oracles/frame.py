"""What an oracle is: a client, and what is demanded of it for the values that hold.

An oracle is a module with an ``ORACLE``, which `listed` lists, and a module of the
client's name in `inside`: the half that runs in the client's own environment.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from configurator.exporters import registry
from configurator.exporters.formats.documents import document
from configurator.exporters.manifest import Manifest
from configurator.exporters.plan import plan
from configurator.exporters.render import everything
from configurator.exporters.table import Choice, Scope, Target
from tests.mutations import data, texts
from tests.unit.exporters import shipped

Files = Mapping[str, str]
"""What an export writes, by its path in the project or the home folder."""

Answer = dict[str, Any]
Ask = Callable[[Mapping[str, Any]], Answer]
"""Hand the client's half a question, such as files to load; what it saw. A key
``error`` is a complaint of the client's."""


@dataclass(frozen=True)
class Case:
    """An export to judge: the values that hold, and the files that were written for them."""

    profile: str
    values: Mapping[str, Any]
    scope: Scope
    files: Files

    @property
    def name(self) -> str:
        return f"{self.profile}, {self.scope}"


@dataclass(frozen=True)
class Client:
    """What is asked. ``pins`` are the names of its packages in the extra ``oracles`` or
    ``oracles-NAME``, ``bare`` of those that are installed without what they need; ``npm``
    what npm installs instead. Its half is the file of that
    name in `inside`."""

    name: str
    pins: tuple[str, ...] = ()
    npm: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    npm_options: tuple[str, ...] = ()
    """What npm is told, such as to leave out what the oracle has no use for."""


@dataclass(frozen=True)
class Oracle:
    """One target's judge.

    ``complaints`` asks the client about a case, and says what is wrong with it by what
    the client said and did: an empty list is a verdict in favour. ``mistaken`` are the
    names in `Target.files` in which mistakes are made; without any, all that are data.
    Of the elements of a list one is tried for all, but in lists that ``apart`` names by
    their dotted places. ``opposites`` are words of the client's, each with one that means
    the contrary: every one is tried, misspelled and turned. ``profiles`` are those that
    mistakes are made in; without any, every one. ``names`` are places of what is a name
    and nothing more. ``form`` says that the client judges how a file is spelled and never
    acts on it: there the target's orders are read for what it lets pass, and what only
    that reading notices is kept in the record. ``parts`` are further modules of this
    package that decide. ``few`` are settings that alone are in a further profile of that
    name, in which a client that takes long is shown mistakes.
    """

    target: str
    client: Client
    complaints: Callable[[Ask, Case], Sequence[str]]
    mistaken: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    opposites: Mapping[str, str] = field(default_factory=dict)
    profiles: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    few: tuple[str, ...] = ()
    form: bool = False
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Further profiles, as changes of the loosest, where the usual ones leave something unwritten."""


TOLD = ("style.note", "style.bluntness", "honesty.uncertainty")
"""What is told in every case besides: one text of a person's, and two sentences."""

NOTE = 'Say "moin": it\'s # local\\ & {fine}'


def cases(oracle: Oracle) -> tuple[Case, ...]:
    """Every export that is judged, over profiles that do not change with the wording of
    settings: an AI is told the key and the value, and nothing that no row writes."""
    target = registry.target(oracle.target)
    scopes = [scope for scope in shipped.SCOPES if any(file.path_in(scope) for file in target.files.values())]
    loosest = shipped.backgrounds()["loosest"]
    profiles: dict[str, Mapping[str, Any]] = {
        **shipped.backgrounds(),
        **({"few": {key: loosest[key] for key in oracle.few}} if oracle.few else {}),
        **{name: {**loosest, **changed} for name, changed in oracle.values.items()},
    }
    return tuple(
        Case(name, values, scope, exported(target, {**values, "style.note": NOTE}, scope))
        for name, values in profiles.items()
        for scope in scopes
    )


def exported(target: Target, values: Mapping[str, Any], scope: Scope) -> Files:
    """The files, by path."""
    kept = None if everything(target) else [*shipped.writing(target.id), *TOLD, "oversight.audit_log"]
    choices = worded(values, kept)
    done = plan([target], lambda _: choices, "/", scope, Manifest())
    return {os.path.relpath(file.path, done.root): file.after or "" for file in done.files}


def worded(values: Mapping[str, Any], keys: list[str] | None = None) -> list[Choice]:
    """The choices of a case, of which an AI is told key and value."""
    return [_worded(choice) for choice in shipped.choices(values, keys)]


def _worded(choice: Choice) -> Choice:
    key = choice.setting.key
    named = {id_: f"{key}: {id_}." for id_ in choice.setting.ids}
    says = {**named, "": f"{key}: {{value}}.", "empty": f"{key}: nothing."}
    return replace(choice, setting=replace(choice.setting, says=says, labels_said={}))


# ------------------------------------------------------------ mistakes


@dataclass(frozen=True)
class Mistake:
    """A case with one mistake in it. ``before`` and ``after`` are the data of the file
    called ``file`` in the table; ``after`` is None where only its text is mistaken."""

    case: Case
    file: str
    before: Any
    after: Any


def mistakes(oracle: Oracle) -> dict[str, list[Callable[[], Mistake]]]:
    """Every mistake by its name, and what makes it in each case that it can be made in."""
    found: dict[str, list[Callable[[], Mistake]]] = {}
    target = registry.target(oracle.target)
    tried = [case for case in cases(oracle) if not oracle.profiles or case.profile in oracle.profiles]
    for case in tried:
        for name in _mistaken(oracle, target, case):
            here: set[str] = set()
            for what, made in _in_file(oracle, target, case, name):
                general = f"{name}: {data.general(what, oracle.apart)}"
                if general not in here:
                    here.add(general)
                    found.setdefault(general, []).append(made)
    return found


def _mistaken(oracle: Oracle, target: Target, case: Case) -> Iterable[str]:
    for name, file in target.files.items():
        listed = name in oracle.mistaken if oracle.mistaken else file.format in ("json", "yaml")
        if listed and case.files.get(file.path_in(case.scope)):
            yield name


def _in_file(
    oracle: Oracle, target: Target, case: Case, name: str
) -> Iterator[tuple[str, Callable[[], Mistake]]]:
    """What is mistaken, and what makes it."""
    file = target.files[name]
    path = file.path_in(case.scope)
    text = case.files[path]
    before = yaml.safe_load(text)

    def made(text: str, after: Any) -> Mistake:
        return Mistake(replace(case, files={**case.files, path: text}), name, before, after)

    for what, after in data.mutants(before, target.orders, oracle.opposites):
        yield what, functools.partial(_written, made, file.format, after)
    for what, mutant in texts.doubled(text):
        yield what, functools.partial(made, mutant, None)


def _written(made: Callable[[str, Any], Mistake], format_: str, after: Any) -> Mistake:
    return made(document(format_, after), after)
