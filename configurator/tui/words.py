"""Every word of the interface, in one place, so that catalogues can replace them.

Titles, descriptions, reasons and messages about bounds come from the policy and
from ``resolution.wording``; they are not repeated here.
"""

from __future__ import annotations

from typing import Final

from configurator.tui.marks import Mark, Reach

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
IN_TOOLS: Final = "In the tools"
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
HELD_BY_NONE: Final = "no other setting holds this one"
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
RESTORED: Final = "restored {count} that were not saved when the app last ended"
RESTORED_DEED: Final = "what was not saved"
RESTORED_LOST: Final = "not permitted any more: {keys}"
FILE_CHANGED: Final = "the file was changed by another program: {count} read"
FILE_BOTH: Final = "changed here too, and kept as here: {keys}"
FILE_GONE: Final = "the file was removed by another program; saving makes it anew"
NOTHING_TO_SAVE: Final = "nothing to save: the file says this already"
CHANGES_ONE: Final = "1 change"
CHANGES_MANY: Final = "{count} changes"
NO_MATCH: Final = "nothing matches"
MATCHES: Final = "{count} of {total}"
SEARCH_HINT: Final = "search: words, or @changed @held @blocked @layer:ID"
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

# ---------------------------------------------------------------- commands

COMMANDS: Final = {
    "tighten": "one step tighter",
    "relax": "one step looser, as far as the bounds",
    "tighten_ten": "ten steps tighter",
    "relax_ten": "ten steps looser",
    "edit": "open the editor of this setting",
    "reset": "put this setting back to its default",
    "reset_more": "put a category, or everything, back to defaults",
    "undo": "undo",
    "redo": "redo",
    "search": "search settings, or filter with @",
    "category": "go to a category",
    "calm": "clear the message, the comparison, the search",
    "why": "why is it so, and what would it take",
    "holder": "go to the setting that holds this one",
    "layers": "the layers: who bounds what",
    "presets": "presets: see what one would do, apply it",
    "compare": "compare with a preset, a profile or the defaults; again: stop",
    "previous": "to the difference before",
    "next": "to the next difference",
    "take": "take the other side's value here",
    "take_all": "take all of the other side's values that are in sight",
    "changes": "what is not saved yet",
    "save": "save",
    "export": "export to AI tools, with a look at it first",
    "palette": "all commands and settings, by typing",
    "theme": "dark, light, or the terminal's own colours",
    "help": "this help",
    "quit": "quit; asks only if something is not saved",
}

GROUPS: Final = {
    "value": "Values",
    "find": "Finding",
    "know": "Knowing why",
    "compare": "Presets and comparing",
    "file": "Saving and exporting",
    "app": "The app",
}

MORE_KEYS: Final = {
    "value": (("1 to 9", "choose a value by its place"),),
    "find": (
        ("↑ ↓ k j", "up and down"),
        ("pgup pgdn", "by a page"),
        ("home end", "to the first, to the last"),
        ("tab", "to the next panel"),
        ("mouse", "click a row, a place on a track, a key; wheel"),
    ),
}

BAR: Final = {
    "step": "tighten/relax",
    "edit": "edit",
    "search": "search",
    "why": "why",
    "reset": "reset",
    "undo": "undo",
    "save": "save",
    "export": "export",
    "presets": "presets",
    "compare": "compare",
    "layers": "layers",
    "palette": "commands",
    "help": "help",
    "quit": "quit",
}

HELP_TITLE: Final = "Help"
HELP_MARKS: Final = "Tracks: left is tighter, right is looser"
HELP_FILTERS: Final = "Filters in the search box"

MARKS: Final[dict[Mark, str]] = {
    "value": "the value that holds",
    "held": "the value that holds, because someone holds it",
    "asked": "what was asked for, and does not hold now",
    "default": "the default",
    "ghost": "the value compared with",
    "free": "permitted",
    "shut": "not permitted",
}

REACHES: Final[dict[Reach, str]] = {
    "open": "open now",
    "waiting": "permitted, but a condition holds it now",
    "shut": "not permitted",
}

FILTERS: Final = {
    "changed": "what you asked for, or what differs from its default",
    "held": "what does not hold as asked",
    "tighter": "tighter than the default",
    "looser": "looser than the default",
    "loosest": "as loose as the bounds permit",
    "blocked": "something looser exists, and bounds leave it out",
    "enforced": "held to by a tool; with @target:ID by that tool",
    "unenforced": "held to by no tool; with @target:ID not by that tool",
    "layer:": "where this layer took something away",
    "preset:": "what this preset chooses",
    "target:": "what this tool is given",
}

# -------------------------------------------------------------------- keys

KEYS_SEARCH: Final = (("enter", "to the list"), ("esc", "clear"), ("↓", "to the list"))
KEYS_PICK: Final = (("↑↓", "choose"), ("enter", "take"), ("esc", "cancel"))
KEYS_CHECK: Final = (("space", "in or out"), ("enter", "take"), ("esc", "cancel"))
KEYS_AMOUNT: Final = (("↑↓", "step"), ("enter", "take"), ("esc", "cancel"))
KEYS_TEXT: Final = (("enter", "take"), ("esc", "cancel"))
KEYS_CONFIRM: Final = (("enter", "do it"), ("esc", "leave it"))
KEYS_READ: Final = (("↑↓", "scroll"), ("esc", "back"))
KEYS_QUIT: Final = (("s", "save and quit"), ("d", "discard and quit"), ("esc", "stay"))
KEYS_TARGETS: Final = (("space", "in or out"), ("enter", "preview"), ("g", "project/user"), ("esc", "back"))
KEYS_COMPARE: Final = (("[ ]", "jump"), ("t", "take"), ("T", "take all"), ("v", "stop"))
KEYS_PRESETS: Final = (
    ("enter", "apply"),
    ("m", "as much as permitted"),
    ("v", "compare"),
    ("esc", "back"),
)
KEYS_EXPORT: Final = (("w", "write"), ("↑↓", "scroll"), ("esc", "back"))

# ----------------------------------------------------------------- screens

CONSEQUENCE_TITLE: Final = "This holds something else"
CONSEQUENCE_ASKED: Final = "You choose"
CONSEQUENCE_HELD: Final = "so this is held"
STAYS: Final = "stays {value}"
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


PRESETS_TITLE: Final = "Presets"
PRESETS_NONE: Final = "there are no presets"
PRESET_COUNT: Final = "{count} choices"
PRESET_FOR: Final = "for"
PRESET_UNDER: Final = "meant for {layers}, which does not apply here"
PRESET_CHANGES: Final = "What would change"
PRESET_HELD: Final = "What would be held because of it"
PRESET_REFUSED: Final = "What the bounds do not permit"
PRESET_REFUSES: Final = "{count} refused"
PRESET_SAME: Final = "everything in it is chosen already"
PRESET_APPLIED: Final = "preset {title}"
LAYERS_TITLE: Final = "Layers"
LAYERS_ROOM: Final = "how much room each layer leaves, over all settings"
LAYERS_CATALOGUE: Final = "catalogue"
LAYERS_YOU: Final = "inside it: {count} of your own"
LAYER_COUNTS: Final = "took something away from {taken} of {lines} settings it speaks of; {conditions} conditions, {grants} grants"
CATEGORY_TITLE: Final = "Go to a category"
COMPARE_TITLE: Final = "Compare with"
COMPARE_DEFAULTS: Final = "the defaults"
COMPARE_PRESET: Final = "preset"
COMPARE_PROFILE: Final = "profile"
COMPARED: Final = "{title}: {count} differ"
COMPARE_SAME: Final = "nothing differs from {title}"
COMPARE_NONE: Final = "nothing is compared with; `v` chooses"
COMPARE_STOPPED: Final = "no longer comparing"
RESET_TITLE: Final = "Back to defaults"
RESET_THIS: Final = "this setting"
RESET_CATEGORY: Final = "everything in {title}"
RESET_ALL: Final = "everything"
PALETTE_TITLE: Final = "Commands and settings"
PALETTE_SETTING: Final = "setting"
MENU_HINT: Final = "type to narrow"
CHANGES_TITLE: Final = "Not saved yet"
THEME_SET: Final = "theme: {name}"


# ------------------------------------------------------------------- plain

PLAIN_WHICH: Final = "setting"
PLAIN_ABOUT: Final = "profile {profile}, layers {layers}, policy {version}"
PLAIN_HELP: Final = (
    "type a word to find settings, `next` to go through them, `help` for more, `quit` to leave"
)
PLAIN_MORE: Final = "and {count} more; give more words"
PLAIN_NONE: Final = "no setting is open; type a word to find one"
PLAIN_SURE: Final = "do it? (y/n)"
PLAIN_LEFT: Final = "left as it was"
PLAIN_SAVE: Final = "save first? (y/n)"
PLAIN_UNSAVED: Final = "{count} not saved"
PLAIN_VERBS: Final = (
    "WORDS         find settings; with a setting open, `/WORDS`",
    "KEY, NUMBER   open a setting by its key, or by its number in the list",
    'VALUE         with a setting open: choose it, by name or number; sets: `a,b`, `+a`, `-a`; nothing: `""`',
    "tighten relax one step tighter, one step looser",
    "reset         back to the default",
    "why           why is it so, and what would it take",
    "next back     to the next setting, to the one before",
    "list changed  every setting; what you changed",
    "undo redo     take back, do again",
    "save quit     write what changed; leave",
)


def choices(count: int) -> str:
    """ "3 choices", in words that agree with the number."""
    return "1 choice" if count == 1 else f"{count} choices"


def changes(count: int) -> str:
    """ "3 changes", in words that agree with the number."""
    return CHANGES_ONE if count == 1 else CHANGES_MANY.format(count=count)


def conflicts(count: int) -> str:
    """ "2 conflicts between layers", in words that agree with the number."""
    return CONFLICTS_ONE if count == 1 else CONFLICTS_MANY.format(count=count)
