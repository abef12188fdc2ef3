"""Every word of the interface, in one place, so that catalogues can replace them.

Titles, descriptions, reasons and messages about bounds come from the policy and
from ``resolution.wording``; they are not repeated here.
"""

from __future__ import annotations

from typing import Final

from configurator.tui.marks import Mark

# ------------------------------------------------------------------ values

NOW: Final = "now"
DEFAULT: Final = "default"
ASKED: Final = "asked"
HELD: Final = "held"
NOT_PERMITTED: Final = "not permitted"
PERMITTED: Final = "permitted"
ALWAYS_IN: Final = "always in"
NOTHING_SAID: Final = "the AI is told nothing about this"
TOLD: Final = "The AI is told"
TIGHTER: Final = "tighter"
LOOSER: Final = "looser"
RESTS_HELD: Final = "held by a condition now"

KINDS: Final = {
    "scale": "scale",
    "switch": "switch",
    "amount": "amount",
    "choice": "choice",
    "members": "set",
    "text": "text",
}

# ------------------------------------------------------------------ detail

BOUNDED_BY: Final = "Bounded by"
ALSO_WHEN: Final = "Conditions"
HELD_TITLE: Final = "Held"
NOTES: Final = "Note"
SOURCE: Final = "source"
EVIDENCE: Final = "evidence"
FIRES: Final = "in force"
RESTS: Final = "not in force"
GATED: Final = "gated: {layer} lets a layer of kind {kinds} open {behind}"
GRANTED: Final = "granted"
WAITING: Final = "not granted"
STARTS_AT: Final = "Starts at {value}"

# ----------------------------------------------------------------- account

WHY_TITLE: Final = "Why is it so?"
EFFECTIVE: Final = "holds"
STEP_NOTHING: Final = "takes nothing away"
STEP_TAKES: Final = "leaves"
NEEDED: Final = "For {value} to hold"
FROM_EVERYTHING: Final = "the catalogue has"

# ------------------------------------------------------------------ status

NO_PATH: Final = "this session has no file to save to"
UNSAVED: Final = "unsaved"
CHANGED_COUNT: Final = "{count} changed"
HELD_COUNT: Final = "{count} held"
OBSTACLE: Final = "{layer} cannot be read: nothing is loosened"
OBSTACLES: Final = "{count} layers cannot be read: nothing is loosened"
CONFLICTS_ONE: Final = "1 conflict between layers"
CONFLICTS_MANY: Final = "{count} conflicts between layers"
CONFLICT: Final = "{upper} and {lower} leave nothing for {key}"
BROKEN: Final = "{count} not values"

# ---------------------------------------------------------------- messages

AT_TIGHTEST: Final = "`{key}` is at its tightest: `{value}`"
AT_LOOSEST: Final = "`{key}` is at its loosest: `{value}`"
AT_FIRST: Final = "`{key}` is at its first option: `{value}`"
AT_LAST: Final = "`{key}` is at its last option: `{value}`"
NO_STEPS: Final = "a {kind} has no single next step"
NO_STEPS_HINT: Final = "enter opens it"
SET_TO: Final = "{title}: {value}"
RESET_TO: Final = "{title} is back to its default, {value}"
ALREADY_DEFAULT: Final = "{title} is at its default already"
UNDONE: Final = "undone: {what}"
REDONE: Final = "redone: {what}"
NOTHING_TO_UNDO: Final = "nothing to undo"
NOTHING_TO_REDO: Final = "nothing to redo"
SAVED: Final = "saved {count} to {path}"
NOTHING_TO_SAVE: Final = "nothing to save: the file says this already"
CHANGES_ONE: Final = "1 change"
CHANGES_MANY: Final = "{count} changes"
NO_MATCH: Final = "nothing matches"
MATCHES: Final = "{count} of {total}"
SEARCH_HINT: Final = "search: words, or @changed @held @blocked @layer:…"
NO_FILTER: Final = "no filter {name}"
ALL_SETTINGS: Final = "All settings"
CLOSE: Final = "no match; close:"
ALL_OF_THEM: Final = "all of them"
BACK_TO_DEFAULT: Final = "back to the default"
TOO_SMALL: Final = "the terminal is too small"

LEGEND: Final[dict[Mark, str]] = {
    "value": "value",
    "default": "default",
    "free": "permitted",
    "shut": "not permitted",
    "held": "held",
    "asked": "asked",
}

# -------------------------------------------------------------------- keys

KEYS_MAIN: Final = (
    ("←→", "tighten/relax"),
    ("enter", "edit"),
    ("/", "search"),
    ("?", "why"),
    ("r", "reset"),
    ("u", "undo"),
    ("s", "save"),
    ("e", "export"),
    ("F1", "help"),
    ("q", "quit"),
)
CLICKS: Final = {
    "enter": "screen.edit",
    "/": "screen.search",
    "?": "screen.why",
    "r": "screen.reset",
    "u": "screen.undo",
    "s": "screen.save",
    "e": "screen.export",
    "q": "screen.leave",
}
"""What a click on a key's name does."""

KEYS_SEARCH: Final = (("enter", "to the list"), ("esc", "clear"), ("↓", "to the list"))
KEYS_PICK: Final = (("↑↓", "choose"), ("enter", "take"), ("esc", "cancel"))
KEYS_CHECK: Final = (("space", "in or out"), ("enter", "take"), ("esc", "cancel"))
KEYS_AMOUNT: Final = (("↑↓", "step"), ("enter", "take"), ("esc", "cancel"))
KEYS_TEXT: Final = (("enter", "take"), ("esc", "cancel"))
KEYS_CONFIRM: Final = (("enter", "do it"), ("esc", "leave it"))
KEYS_READ: Final = (("↑↓", "scroll"), ("esc", "back"))
KEYS_QUIT: Final = (("s", "save and quit"), ("d", "discard and quit"), ("esc", "stay"))
KEYS_TARGETS: Final = (("space", "in or out"), ("enter", "preview"), ("g", "project/user"), ("esc", "back"))
KEYS_EXPORT: Final = (("w", "write"), ("↑↓", "scroll"), ("esc", "back"))

# ----------------------------------------------------------------- screens

CONSEQUENCE_TITLE: Final = "This holds something else"
CONSEQUENCE_ASKED: Final = "You choose"
CONSEQUENCE_HELD: Final = "so this is held"
CONSEQUENCE_BECAUSE: Final = "by condition {by}"
CONSEQUENCE_LATER: Final = "What you asked for is kept, and holds again once the condition rests."
QUIT_TITLE: Final = "Save before you quit?"
EXPORT_TITLE: Final = "Export"
EXPORT_PICK: Final = "Which tools, and where to?"
EXPORT_ROOT: Final = "below {root}"
EXPORT_SCOPE: Final = {"project": "for this project", "user": "for all of your projects"}
EXPORT_SAME: Final = "every file says this already"
EXPORT_WRITTEN: Final = "written: {paths}"
EXPORT_UNSAVED: Final = "{count} not saved yet; they are exported too"
EXPORT_DIFF: Final = "What changes in the files"
LEVELS: Final = {"enforced": "enforced", "instructed": "told", "unsupported": "cannot be said"}
ACTIONS: Final = {"create": "create", "update": "update", "remove": "remove", "unchanged": "unchanged"}
ROUNDED: Final = "the next tighter thing"
COUNT_CHARS: Final = "{used} of {most} characters"
RANGE: Final = "{low} to {high}, in steps of {step}"
MAY_BE: Final = "permitted: {permitted}"


def changes(count: int) -> str:
    """ "3 changes", in words that agree with the number."""
    return CHANGES_ONE if count == 1 else CHANGES_MANY.format(count=count)


def conflicts(count: int) -> str:
    """ "2 conflicts between layers", in words that agree with the number."""
    return CONFLICTS_ONE if count == 1 else CONFLICTS_MANY.format(count=count)
