"""What of a setting can be found: its words, in lower case."""

from __future__ import annotations

from configurator.domain.frozen import dataclass
from configurator.domain.settings import Setting


@dataclass(frozen=True, slots=True)
class Entry:
    """What of one setting can be found. ``names`` are what people may call it, one a line,
    the title first; ``told`` is its description, ``hay`` all of it and the labels."""

    key: str
    names: str
    told: str
    hay: str


def entry(setting: Setting) -> Entry:
    """The entry of ``setting``."""
    return entry_of(setting.key, *words_of(setting))


def words_of(setting: Setting) -> tuple[str, str, str]:
    """Its names, its description and its labels, in lower case."""
    spelt = setting.key.replace("_", " ").replace(".", " ")
    names = "\n".join((setting.title, setting.key, setting.key.partition(".")[2], *setting.synonyms, spelt))
    labels = " ".join(label.casefold() for label in setting.labels.values())
    return f"\n{names}\n".casefold(), f" {setting.description} ".casefold(), labels


def entry_of(key: str, names: str, told: str, labels: str) -> Entry:
    """The entry of these words."""
    return Entry(key, names, told, " ".join(("", names.replace("\n", " "), told, labels, "")))
