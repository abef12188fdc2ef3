"""Profiles on disk: listed, made, edited, copied, deleted, and one in use.

Editing keeps what the person wrote: comments, order and blank lines. An edit is
a set of single changes applied to the file as it is now, under a lock, so two
programs that edit at once do not undo each other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from configurator.domain.profile import Mark, Profile, merged
from configurator.domain.text import shown
from configurator.errors import InvalidError, RefusedError, UnreadableError, WriteError
from configurator.files.lock import locked
from configurator.files.read import is_there, read_text, system_reason, unreadable
from configurator.files.write import make_folder, remove, write_atomic
from configurator.messages import _, did_you_mean, later
from configurator.store import marks
from configurator.store.paths import DEFAULT, config_folder, in_use, in_use_path, profile_path
from configurator.store.reading import profile_from, read_profile

PROFILE = later("the profile")

NEW = "schema = 1\nlayers = []\n"


def names() -> list[str]:
    """Every profile there is, by name; the default one even before it is saved."""
    try:
        found = os.listdir(os.path.join(config_folder(), "profiles"))
    except FileNotFoundError:
        found = []
    except OSError as error:
        reason = system_reason(error)
        raise UnreadableError(
            _("the folder of profiles cannot be listed: {reason}", reason=reason)
        ) from error
    stems = {name.removesuffix(".toml") for name in found if name.endswith(".toml") and name[0] != "."}
    return sorted(stems | {DEFAULT})


def read(name: str) -> Profile:
    """The profile called ``name``. Raises UnreadableError where there is none."""
    path = profile_path(name)
    if not is_there(path, PROFILE):
        if name == DEFAULT:
            return Profile(name, path=path)
        from configurator.files.near import meant

        close = meant(name, names())
        raise UnreadableError(
            _("there is no profile `{name}`", name=name),
            hint=did_you_mean(close, _("`configurator profile create {name}` makes one", name=name)),
        )
    return read_profile(path, name)


def use(name: str) -> None:
    """Make ``name`` the profile that holds when none is named."""
    read(name)
    make_folder(config_folder())
    write_atomic(in_use_path(), f"{name}\n".encode())


def create(name: str) -> str:
    """A new, empty profile; its path. Raises RefusedError where it exists."""
    return _new(name, NEW)


def copy(source: str, name: str) -> str:
    """A new profile with the text of ``source``; its path."""
    path = profile_path(source)
    if not is_there(path, PROFILE):
        return _new(name, NEW)
    try:
        modified = os.stat(path).st_mtime_ns  # what has no mark counts from that day
    except OSError as error:
        raise unreadable(error, path, PROFILE) from error
    return _new(name, read_text(path, PROFILE), modified)


def delete(name: str) -> str:
    """Remove a profile's file; its path. The one in use is refused."""
    path = profile_path(name)
    if in_use() == name:
        raise RefusedError(
            _("profile `{name}` is in use", name=name), hint=_("`configurator profile use NAME` first")
        )
    read(name)
    try:
        remove(path)
    except FileNotFoundError as error:
        raise RefusedError(_("profile `{name}` has never been saved", name=name)) from error
    except OSError as error:
        reason = system_reason(error)
        raise WriteError(_("`{path}` was not deleted: {reason}", path=path, reason=reason)) from error
    return path


def _new(name: str, text: str, modified: int | None = None) -> str:
    path = profile_path(name)
    make_folder(os.path.dirname(path))
    with locked(path):
        if is_there(path, PROFILE):
            raise RefusedError(
                _("profile `{name}` exists already", name=name),
                hint=_("choose another name, or delete it first"),
            )
        write_atomic(path, text.encode(), modified=modified)
    return path


# ------------------------------------------------------------------ editing


Marks = Mapping[str, Mark | None]
"""Marks to be written, by setting or layer; None removes one."""

NONE: Marks = {}

MOST_PLACES = 500
"""Dotted keys, and headers away from their like, in a file that is edited: with each of them
the editor takes longer for all of them. A profile of every setting has some 80."""


def edit(
    path: str,
    changes: Mapping[str, Any],
    layers: tuple[str, ...] | None = None,
    over: tuple[str, ...] | None = None,
    *,
    was: Mapping[str, Any] | None = None,
    loosened: Marks = NONE,
    leaving: Marks = NONE,
) -> str:
    """Write ``changes`` (raw values by key, None to remove) into the file at ``path``.

    The file is made if it is missing. ``layers`` replaces the list of layers where
    given; where ``over`` says what they were, only what differs from that is done, so
    that a layer which another program added meanwhile stays. ``was`` are the preferences
    that ``changes`` were made from: one that the file has otherwise by now is not
    overwritten. ``loosened`` and ``leaving`` are marks that change. Returns the text
    before; raises ConfiguratorError and leaves the file alone where anything is wrong.
    """
    make_folder(os.path.dirname(path) or ".")
    with locked(path):
        before = read_text(path, PROFILE) if is_there(path, PROFILE) else ""
        now = profile_from(before or NEW, path, "")
        if was is not None:
            _refuse_conflicts(now.preferences, changes, was)
        if layers is not None and over is not None:
            layers = merged(now.layers, over, layers)
        after = edited(before or NEW, changes, layers, path, loosened=loosened, leaving=leaving)
        if after != before:
            write_atomic(path, after.encode())
    return before


def _refuse_conflicts(now: Mapping[str, Any], changes: Mapping[str, Any], was: Mapping[str, Any]) -> None:
    for key, raw in changes.items():
        # As they are spelled: a number that is none is not even equal to itself.
        found, expected, wanted = (repr(_unordered({key: one})) for one in (now.get(key), was.get(key), raw))
        if found not in (expected, wanted):
            raise RefusedError(
                _("`{key}` was changed by another program meanwhile; nothing was written", key=shown(key)),
                hint=_("look at it, and choose again"),
                slug="conflict",
            )


def edited(
    text: str,
    changes: Mapping[str, Any],
    layers: tuple[str, ...] | None,
    path: str,
    *,
    loosened: Marks = NONE,
    leaving: Marks = NONE,
) -> str:
    """``text`` with the changes made and everything else as it was. Raises ConfiguratorError."""
    if _places_of(text) > MOST_PLACES:
        raise WriteError(
            _("`{path}` has its settings in more than {count} places apart", path=path, count=MOST_PLACES),
            hint=_("put those of a category together, under `[preferences.CATEGORY]`, or edit it by hand"),
        )
    old = profile_from(text, path, "")
    wanted = {key: raw for key, raw in {**old.preferences, **changes}.items() if raw is not None}
    differ = {k: raw for k, raw in changes.items() if raw is None or not _same(old.preferences.get(k), raw)}
    stack, marked = None if layers == old.layers else layers, _places(loosened, leaving)
    for put in (_put, _put_last):
        after = _tried(text, differ, stack, marked, put)
        try:
            new = profile_from(after, path, "")
        except InvalidError:
            continue
        if (
            _unordered(new.preferences) == _unordered(wanted)
            and new.layers == (old.layers if layers is None else layers)
            and new.loosened == _merged(old.loosened, loosened)
            and new.leaving == _merged(old.leaving, leaving)
        ):
            return after
    raise WriteError(
        _("`{path}` could not be edited without changing something else", path=path),
        hint=_("edit it by hand"),
    )


def _places_of(text: str) -> int:
    """How many places a table is written in apart from the rest of it, or one key at a time."""
    count, before = 0, ""
    for line in text.splitlines():
        name, equals, _value = line.strip().partition("=")
        if name.startswith("["):
            table = name.strip("[]").partition(".")[0].strip()
            count += table != before
            before = table
        elif equals and "." in name and not name.startswith("#"):
            count += 1
    return count


def _tried(
    text: str,
    changes: Mapping[str, Any],
    layers: tuple[str, ...] | None,
    marked: Mapping[tuple[str, ...], Mark | None],
    put: Callable[[Any, str, Any], None],
) -> str:
    """``text`` with the changes made; ``put`` is how a setting gets its value."""
    import tomlkit

    document = tomlkit.parse(text)
    if layers is not None:
        _stack(document, layers)
    for key, raw in changes.items():
        if raw is None:
            _remove(document, key)
        else:
            put(document, key, raw)
    marks.put(document, marked)
    after = tomlkit.dumps(document)
    return marks.spaced(after).rstrip("\n") + "\n" if changes or marked else after


def _places(loosened: Marks, leaving: Marks) -> dict[tuple[str, ...], Mark | None]:
    """The marks that change, by their place in the file."""
    of_settings = {(marks.LOOSENED, *key.split(".", 1)): mark for key, mark in loosened.items()}
    return of_settings | {(marks.LEAVING, name): mark for name, mark in leaving.items()}


def _merged(old: Mapping[str, Mark], changes: Marks) -> dict[str, Mark]:
    return {name: mark for name, mark in {**old, **changes}.items() if mark is not None}


def _unordered(preferences: Mapping[str, Any]) -> dict[str, Any]:
    """``preferences`` with lists sorted: they spell sets, and keep the person's order."""
    return {key: sorted(raw, key=str) if isinstance(raw, list) else raw for key, raw in preferences.items()}


def _same(a: Any, b: Any) -> bool:
    return type(a) is type(b) and bool(a == b)


def _put(document: Any, key: str, raw: Any) -> None:
    import tomlkit

    category, _dot, name = key.partition(".")
    if "preferences" not in document:
        document["preferences"] = tomlkit.table(is_super_table=True)
    preferences = document["preferences"]
    if category not in preferences:
        preferences[category] = tomlkit.table()
    table = preferences[category]
    if name in table and isinstance(raw, list) and isinstance(table[name], list):
        _refill(table[name], raw)
    else:
        table[name] = raw


def _put_last(document: Any, key: str, raw: Any) -> None:
    """As ``_put``; a category that is new gets its table at the end, where it takes in nothing else."""
    import tomlkit

    category, _dot, name = key.partition(".")
    if category in document.get("preferences", {}):
        _put(document, key, raw)
        return
    table = tomlkit.table()
    table[name] = raw
    preferences = tomlkit.table(is_super_table=True)
    preferences[category] = table
    document.append("preferences", preferences)


def _stack(document: Any, layers: tuple[str, ...]) -> None:
    """Make ``layers`` the layers, with what was written between those that stay."""
    if "layers" in document:
        _refill(document["layers"], list(layers))
    if tuple(document.get("layers", ())) != layers:  # in another order, or one of them twice
        document["layers"] = list(layers)


def _refill(array: Any, items: list[str]) -> None:
    """Make ``array`` hold ``items``, leaving those that stay where they are."""
    for place in reversed(range(len(array))):
        if array[place] not in items:
            del array[place]
    for item in items:
        if item not in array:
            array.append(item)


def _remove(document: Any, key: str) -> None:
    category, _dot, name = key.partition(".")
    table = document.get("preferences", {}).get(category, {})
    if name in table:
        del table[name]  # a category may be written in several places


__all__ = ["DEFAULT", "copy", "create", "delete", "edit", "edited", "in_use", "names", "read", "use"]
