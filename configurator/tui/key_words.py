"""Every word about keys, commands, marks and filters: the rest is in ``words``."""

from __future__ import annotations

from typing import Final

from configurator.messages import is_translated, later
from configurator.tui.marks import Mark, Reach
from configurator.tui.words import spoken

# ---------------------------------------------------------------- commands

COMMANDS: Final = {
    "tighten": later("one step tighter"),
    "relax": later("one step looser, as far as the bounds"),
    "tighten_ten": later("ten steps tighter"),
    "relax_ten": later("ten steps looser"),
    "edit": later("open the editor of this setting"),
    "reset": later("put this setting back to its default"),
    "reset_more": later("put a category, or everything, back to defaults"),
    "renew": later("ask once more for this setting, so that it does not lapse"),
    "renew_all": later("renew all that lapsed or lapses soon"),
    "approve": later("let a second person approve what waits for them"),
    "undo": later("undo"),
    "redo": later("redo"),
    "search": later("search settings, or filter with @"),
    "category": later("go to a category"),
    "back": later("back to where you were before a jump or a search"),
    "stop": later("to the shell for a while; `fg` comes back"),
    "calm": later("clear the message, the comparison, the search"),
    "why": later("why is it so, and what would it take"),
    "holder": later("go to the setting that holds this one"),
    "layers": later("the layers: who bounds what; add one, remove one"),
    "bounds": later("what changed in the bounds since you last saved"),
    "presets": later("presets: see what one would do, apply it"),
    "compare": later("compare with a preset, a profile or the defaults; again: stop"),
    "previous": later("to the difference before"),
    "next": later("to the next difference"),
    "take": later("take the other side's value here"),
    "take_all": later("take all of the other side's values that are in sight"),
    "changes": later("what is not saved yet"),
    "journal": later("the journal: what was changed when; go back to it"),
    "save": later("save"),
    "export": later("export to AI tools, with a look at it first"),
    "scan": later("what the AI tools here do now, where they are looser, and what mends it"),
    "palette": later("all commands and settings, by typing"),
    "theme": later("dark, light, or the terminal's own colours"),
    "help": later("this help"),
    "quit": later("quit; asks only if something is not saved"),
}

GROUPS: Final = {
    "value": later("Values"),
    "find": later("Finding"),
    "know": later("Knowing why"),
    "compare": later("Presets and comparing"),
    "file": later("Saving and exporting"),
    "app": later("The app"),
}

MORE_KEYS: Final = {
    "value": ((later("1 to 9"), later("choose a value by its place")),),
    "find": (
        ("↑ ↓ k j", later("up and down")),
        ("pgup pgdn", later("by a page")),
        ("home end", later("to the first, to the last")),
        ("tab", later("to the next panel")),
        (later("mouse"), later("click a row, a place on a track, a key; wheel")),
    ),
    "file": (("u", later("among the tools: take back what exports wrote, with a look at it first")),),
}

BAR: Final = {
    "step": later("tighten/relax"),
    "edit": later("edit"),
    "search": later("search"),
    "why": later("why"),
    "reset": later("reset"),
    "undo": later("undo"),
    "save": later("save"),
    "export": later("export"),
    "presets": later("presets"),
    "compare": later("compare"),
    "layers": later("layers"),
    "palette": later("commands"),
    "help": later("help"),
    "quit": later("quit"),
}

HELP_TITLE: Final = later("Help")
HELP_KEYS: Final = later("Keys of your own")
HELP_KEY_MAP: Final = later(
    'write a table [keys] into {path}, a line for each command: save = "ctrl+w,f2"; it is read at the start; the commands are called:'
)
HELP_MARKS: Final = later("Tracks: left is tighter, right is looser")
HELP_FILTERS: Final = later("Filters in the search box")

MARKS: Final[dict[Mark, str]] = {
    "value": later("the value that holds"),
    "held": later("the value that holds, because someone holds it"),
    "asked": later("what was asked for, and does not hold now"),
    "default": later("the default"),
    "ghost": later("the value compared with"),
    "free": later("permitted"),
    "shut": later("not permitted"),
}

REACHES: Final[dict[Reach, str]] = {
    "open": later("open now"),
    "waiting": later("permitted, but a condition holds it now"),
    "shut": later("not permitted"),
}

FILTERS: Final = {
    "changed": later("what you asked for, or what differs from its default"),
    "held": later("what does not hold as asked"),
    "waiting": later("a loosening that does not hold yet"),
    "lapsed": later("loosened, and back at its default because its time is over"),
    "tighter": later("tighter than the default"),
    "looser": later("looser than the default"),
    "loosest": later("as loose as the bounds permit"),
    "blocked": later("something looser exists, and bounds leave it out"),
    "enforced": later("held to by a tool; with @target:ID by that tool"),
    "unenforced": later("held to by no tool; with @target:ID not by that tool"),
    "layer:": later("where this layer took something away"),
    "preset:": later("what this preset chooses"),
    "target:": later("what this tool is given"),
}

# -------------------------------------------------------------------- keys

KEYS_SEARCH: Final = (("enter", later("to the list")), ("esc", later("clear")), ("↓", later("to the list")))
KEYS_PICK: Final = (("↑↓", later("choose")), ("enter", later("take")), ("esc", later("cancel")))
KEYS_CHECK: Final = (("space", later("in or out")), ("enter", later("take")), ("esc", later("cancel")))
KEYS_AMOUNT: Final = (("↑↓", later("step")), ("enter", later("take")), ("esc", later("cancel")))
KEYS_TEXT: Final = (("enter", later("take")), ("esc", later("cancel")))
KEYS_CONFIRM: Final = (("enter", later("do it")), ("esc", later("leave it")))
KEYS_READ: Final = (("↑↓", later("scroll")), ("c", later("copy")), ("esc", later("back")))
KEYS_QUIT: Final = (("s", later("save and quit")), ("d", later("discard and quit")), ("esc", later("stay")))
KEYS_TARGETS: Final = (
    ("space", later("in or out")),
    ("enter", later("preview")),
    ("g", later("where to")),
    ("esc", later("back")),
)
KEYS_MEND: Final = (("m", later("mend drift")),)
KEYS_TAKE_BACK: Final = (("u", later("take back")),)
KEYS_COMPARE: Final = (
    ("[ ]", later("jump")),
    ("t", later("take")),
    ("T", later("take all")),
    ("v", later("stop")),
)
KEYS_PRESETS: Final = (
    ("enter", later("apply")),
    ("m", later("as much as permitted")),
    ("v", later("compare")),
    ("esc", later("back")),
)
KEYS_FIRST: Final = {
    "one": (("enter", later("next")), ("backspace", later("back")), ("esc", later("skip all"))),
    "some": (
        ("space", later("in or out")),
        ("enter", later("next")),
        ("backspace", later("back")),
        ("esc", later("skip all")),
    ),
    "proposed": (
        ("enter", later("do it")),
        ("↑↓", later("scroll")),
        ("backspace", later("back")),
        ("esc", later("leave it")),
    ),
}
KEYS_APPROVE: Final = (("enter", later("approve")), ("↑↓", later("scroll")), ("esc", later("back")))
KEYS_JOURNAL: Final = (
    ("enter", later("what going back would change")),
    ("space", later("scroll")),
    ("esc", later("back")),
)
KEYS_LAYERS: Final = (
    ("enter", later("add")),
    ("x", later("remove")),
    ("f", later("a file")),
    ("space", later("scroll")),
    ("esc", later("back")),
)
KEYS_FILE: Final = (("enter", later("look at it")), ("tab", later("complete")), ("esc", later("cancel")))
KEYS_MOVED: Final = (("enter", later("go to it")), ("space", later("scroll")), ("esc", later("seen")))
KEYS_SCAN: Final = (
    ("m", later("mend by an export")),
    ("enter", later("to the setting")),
    ("space", later("scroll")),
    ("esc", later("back")),
)
KEYS_UNEXPORT: Final = (
    ("w", later("take back")),
    ("c", later("copy")),
    ("↑↓", later("scroll")),
    ("esc", later("back")),
)
KEYS_EXPORT: Final = (
    ("w", later("write")),
    ("t", later("what the AI is told")),
    ("c", later("copy")),
    ("↑↓", later("scroll")),
    ("esc", later("back")),
)

if is_translated():
    globals().update({name: spoken(value) for name, value in globals().items() if name.isupper()})
