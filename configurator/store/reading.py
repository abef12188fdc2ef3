"""A profile's file as a `Profile`: every problem of its shape at once."""

from __future__ import annotations

from typing import Any

from configurator.domain.frozen import replace
from configurator.domain.profile import Profile
from configurator.domain.settings import described
from configurator.domain.text import shown
from configurator.errors import ConfiguratorError, InvalidError, Where, all_as_one
from configurator.files.lines import key_lines, line_of
from configurator.files.near import meant_by
from configurator.files.read import parse_toml, read_text
from configurator.messages import _, did_you_mean, later
from configurator.store import clock, marks

SCHEMA = 1
"""The newest profile schema that this program reads."""

KEYS = ("schema", "layers", "preferences", marks.LOOSENED, marks.LEAVING)


def read_profile(path: str, name: str) -> Profile:
    """The profile in the file at ``path``. Raises ConfiguratorError."""
    written = clock.written(path)  # before its text: what changes meanwhile counts from no later a day
    profile = profile_from(read_text(path, later("the profile")), path, name)
    return replace(profile, written=written)


def profile_from(text: str, path: str, name: str) -> Profile:
    """The profile that ``text`` spells. Raises InvalidError carrying every problem.

    Shape only: whether a key is a setting and a value one of its values is for
    the one validator (``resolution.check``).
    """
    raw = parse_toml(text, path, later("the profile"))
    problems = _Problems(text, path)
    schema = raw.get("schema")
    if type(schema) is int and schema > SCHEMA:
        raise problems.error(
            ("schema",),
            _(
                "the profile is of schema {found}, this program reads up to {known}",
                found=schema,
                known=SCHEMA,
            ),
            _("update the program"),
            "newer-schema",
        )
    if type(schema) is not int or schema != SCHEMA:
        message = _("`schema` has to be {number}", number=SCHEMA)
        problems.add(("schema",), message, _("the first line is `schema = 1`"))
    unknown = [key for key in raw if key not in KEYS]
    close = meant_by(unknown, KEYS)
    for key in unknown:
        problems.add((key,), _("unknown key `{key}`", key=shown(key[:80])), did_you_mean(close.get(key, "")))
    layers = _layers(raw.get("layers", []), problems)
    preferences = _preferences(raw.get("preferences", {}), problems)
    loosened = marks.loosened(raw.get(marks.LOOSENED, {}), problems)
    leaving = marks.leaving(raw.get(marks.LEAVING, {}), problems)
    if problems.found:
        raise all_as_one(problems.found)
    return Profile(name, layers, preferences, path=path, loosened=loosened, leaving=leaving)


def preference_lines(text: str) -> dict[str, int]:
    """The line of each preference, by the setting's key."""
    return {
        f"{place[1]}.{place[2]}": line
        for place, line in key_lines(text).items()
        if len(place) == 3 and place[0] == "preferences"
    }


def lines_of(profile: Profile) -> dict[str, int]:
    """The line of each preference in the profile's file, as far as it can be read."""
    try:
        return preference_lines(read_text(profile.path, later("the profile")))
    except (
        ConfiguratorError,
        IndexError,
    ):  # none, gone or changed since: a message without a line is still one
        return {}


class _Problems:
    """Collects what is wrong with a file, finding lines only once it is needed."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.found: list[ConfiguratorError] = []
        self._lines: dict[tuple[str | int, ...], int] | None = None

    def error(self, place: tuple[str | int, ...], message: str, hint: str, slug: str = "") -> InvalidError:
        if self._lines is None:
            self._lines = key_lines(self.text)
        where = Where(self.path, line_of(self._lines, place))
        return InvalidError(message, hint=hint, where=where, slug=slug)

    def add(self, place: tuple[str | int, ...], message: str, hint: str = "") -> None:
        self.found.append(self.error(place, message, hint))


def _layers(raw: Any, problems: _Problems) -> tuple[str, ...]:
    if type(raw) is not list:
        found = described(raw)
        problems.add(("layers",), _("`layers` has to be a list of names, not {found}", found=found))
        return ()
    for place, name in enumerate(raw):
        if type(name) is not str:
            found = described(name)
            problems.add(("layers", place), _("a layer is named by text, not by {found}", found=found))
    return tuple(dict.fromkeys(name for name in raw if type(name) is str))


def _preferences(raw: Any, problems: _Problems) -> dict[str, Any]:
    if type(raw) is not dict:
        message = _("`preferences` has to be a table, not {found}", found=described(raw))
        problems.add(("preferences",), message)
        return {}
    found: dict[str, Any] = {}
    for category, names in raw.items():
        if type(names) is not dict:
            problems.add(
                ("preferences", category),
                _(
                    "`preferences.{category}` has to be a table, not {found}",
                    category=shown(category[:80]),
                    found=described(names),
                ),
                _("write `[preferences.CATEGORY]` and below it `NAME = VALUE`"),
            )
            continue
        found |= {f"{category}.{name}": value for name, value in names.items()}
    return found
