"""Every word of the interface, in one place, so that catalogues can replace them.

Titles, descriptions, reasons and messages about bounds come from the policy and
from ``resolution.wording``; they are not repeated here. The language is chosen
before the app is imported, and then for good.
"""

from __future__ import annotations

from typing import Final

from configurator.messages import counted, is_translated, later, lookup
from configurator.tui.marks import Mark

# ------------------------------------------------------------------ values

NOW: Final = later("now")
DEFAULT: Final = later("default")
ASKED: Final = later("asked")
HELD: Final = later("held")
NOT_PERMITTED: Final = later("not permitted")
ALWAYS_IN: Final = later("always in")
NOTHING_SAID: Final = later("the AI is told nothing about this")
TOLD: Final = later("The AI is told")
RESTS_HELD: Final = later("held by a condition now")

KINDS: Final = {
    "scale": later("scale"),
    "switch": later("switch"),
    "amount": later("amount"),
    "choice": later("choice"),
    "members": later("set"),
    "text": later("text"),
}

# ------------------------------------------------------------------ detail

BOUNDED_BY: Final = later("Bounded by")
ALSO_WHEN: Final = later("Conditions")
NOTES: Final = later("Note")
SOURCE: Final = later("source")
EVIDENCE: Final = later("evidence")
FIRES: Final = later("in force")
RESTS: Final = later("not in force")
GATED: Final = later("gated: {layer} lets a layer of kind {kinds} open {behind}")
GRANTED: Final = later("granted")
WAITING: Final = later("not granted")
IT: Final = later("it")
CONDITION: Final = later("`{condition}` ({title})")
LABEL: Final = later("{label}: ")
SOME_OF: Final = later("{count} of {total}: {items}")
STARTS_AT: Final = later("Starts at {value}")

# ----------------------------------------------------------------- account

WHY_TITLE: Final = later("Why is it so?")
STEP_NOTHING: Final = later("takes nothing away")
STEP_TAKES: Final = later("leaves")
NEEDED: Final = later("For {value} to hold")
IN_TOOLS: Final = later("In the tools")
FROM_EVERYTHING: Final = later("the catalogue has")

# ------------------------------------------------------------------ status

HINT: Final = later("hint: {hint}")
ERROR: Final = later("error: {message}")
IS: Final = later("`{key}` is `{value}`")
NO_PATH: Final = later("this session has no file to save to")
UNSAVED: Final = later("unsaved")
CHANGED_COUNT: Final = later("{count} changed")
HELD_COUNT: Final = later("{count} held")
OBSTACLE: Final = later("{layer} cannot be read: nothing is loosened")
OBSTACLES: Final = later("{count} layers cannot be read: nothing is loosened")
CONFLICT: Final = later("{upper} and {lower} leave nothing for {key}")
BROKEN: Final = later("{count} not values")

# ---------------------------------------------------------------- messages

AT_TIGHTEST: Final = later("`{key}` is at its tightest: `{value}`")
AT_LOOSEST: Final = later("`{key}` is at its loosest: `{value}`")
AT_FIRST: Final = later("`{key}` is at its first option: `{value}`")
AT_LAST: Final = later("`{key}` is at its last option: `{value}`")
HELD_BY_NONE: Final = later("no other setting holds this one")
NO_STEPS: Final = later("a {kind} has no single next step")
NO_STEPS_HINT: Final = later("enter opens it")
WHY_HERE: Final = later("`{key}` says why")
SET_TO: Final = later("{title}: {value}")
RESET_TO: Final = later("{title} is back to its default, {value}")
ALREADY_DEFAULT: Final = later("{title} is at its default already")
UNDONE: Final = later("undone: {what}")
REDONE: Final = later("redone: {what}")
NOTHING_TO_UNDO: Final = later("nothing to undo")
NOTHING_TO_REDO: Final = later("nothing to redo")
SAVED: Final = later("saved {count} to {path}")
RESTORED: Final = later("restored {count} that were not saved when the app last ended")
RESTORED_DEED: Final = later("what was not saved")
RESTORED_LOST: Final = later("not permitted any more: {keys}")
THE_LAYERS: Final = later("the layers")
NEW_DAY: Final = later("it is a new day")
NOT_THE_PASSPHRASE: Final = later("this passphrase approves nothing here")
LOOSENING_TITLE: Final = later("This loosens")
LOOSENING_LASTS: Final = later("A loosened setting lasts {count} days, unless you renew it.")
APPROVING_TITLE: Final = later("A second person approves")
APPROVING_MORE: Final = later("with this, everything else that waits may hold too")
APPROVED: Final = later("approved: {count}")
PASSPHRASE: Final = later("their passphrase")
NOBODY_WAITS: Final = later("nothing waits for a second person")
SAVE_FIRST: Final = later("save first: what is not saved cannot be approved")
RENEWED: Final = later("renewed: {what}")
NOTHING_TO_RENEW: Final = later("nothing lapsed or lapses soon")
OUTLOOK_HINT: Final = later(
    "`@lapsed` and `@waiting` find them; `n` renews one, `N` all; `o` lets a second person approve"
)
HOLD_LAPSED: Final = later("`n` renews it")
HOLD_WAITS: Final = later("`o` lets a second person approve")
WAITING_COUNT: Final = later("{count} waiting")
WAITING_UNTIL: Final = later("{count} waiting until {day}")
LAPSED_COUNT: Final = later("{count} lapsed")
LAPSED_SINCE: Final = later("{count} lapsed since {day}")
PLAIN_LOOSENS: Final = later("this loosens:")
FILE_CHANGED: Final = later("the file was changed by another program: {count} read")
FILE_BOTH: Final = later("changed here too, and kept as here: {keys}")
FILE_RIGHT: Final = later("the file can be read again, and says what it said")
FILE_LAYERS: Final = later("its layers are others now: {layers}")
GROUND_BROKEN: Final = later("the bounds cannot be read anew, so nothing is loosened until they can")
FILE_GONE: Final = later("the file was removed by another program; saving makes it anew")
SAVE_KEPT: Final = later("what you changed is kept here")
PASTED_TOO_MUCH: Final = later("nothing was pasted: {count} characters, and {most} at most fit here")
NO_PLACE: Final = later("no jump to go back from")
NOTHING_TO_SAVE: Final = later("nothing to save: the file says this already")
NO_MATCH: Final = later("nothing matches")
MATCHES: Final = later("{count} of {total}")
SEARCH_HINT: Final = later("search: words, or @changed @held @blocked @layer:ID")
NO_FILTER: Final = later("no filter {name}")
ALL_SETTINGS: Final = later("All settings")
CLOSE: Final = later("no match; close:")
ALL_OF_THEM: Final = later("all of them")
BACK_TO_DEFAULT: Final = later("back to the default")

LEGEND: Final[dict[Mark, str]] = {
    "value": later("value"),
    "default": later("default"),
    "free": later("permitted"),
    "shut": later("not permitted"),
    "held": later("held"),
    "asked": later("asked"),
}

# ----------------------------------------------------------------- screens

CONSEQUENCE_TITLE: Final = later("This holds something else")
STAYS: Final = later("stays {value}")
CONSEQUENCE_BECAUSE: Final = later("by condition {by}")
CONSEQUENCE_LATER: Final = later("What you asked for is kept, and holds again once the condition rests.")
QUIT_TITLE: Final = later("Save before you quit?")
EXPORT_TITLE: Final = later("Export")
EXPORT_PICK: Final = later("Which tools, and where to?")
EXPORT_ROOT: Final = later("below {root}")
EXPORT_SCOPE: Final = {"project": later("for this project"), "user": later("for all of your projects")}
EXPORT_SAME: Final = later("every file says this already")
EXPORT_WRITTEN: Final = later("written: {paths}")
UNEXPORT_TITLE: Final = later("Take back what exports wrote?")
UNEXPORT_DONE: Final = later("taken back: {paths}; another export writes it again")
UNEXPORT_NONE: Final = later("nothing was exported to it here")
EXPORT_BOUNDS: Final = later("made from the bounds, and not from what you chose")
EXPORT_UNSAVED: Final = later("{count} not saved yet; they are exported too")
EXPORT_DIFF: Final = later("What changes in the files")
EXPORT_TOLD: Final = later("What the AI is told, word for word")
EXPORT_TOLD_NONE: Final = later("these files hold settings for tools; no AI reads them as words")
DRIFTED: Final = later("drifted")
IN_STEP: Final = later("as exported")
DRIFT_FILES: Final = later("no longer as the profile says: {files}")
COPY_TITLE: Final = later("What is to be copied?")
COPY_SIZE: Final = later("{count} characters")
COPIED: Final = later("copied {count} characters, with `{tool}`")
COPY_SENT: Final = later("{count} characters handed to the terminal's clipboard")
COPY_UNSURE: Final = later("terminals do not answer, and some take nothing: `C` writes a file instead")
COPY_SAVED: Final = later("{count} characters written to {path}")
LEVELS: Final = {
    "enforced": later("enforced"),
    "instructed": later("told"),
    "unsupported": later("cannot be said"),
}
ACTIONS: Final = {
    "create": later("create"),
    "update": later("update"),
    "remove": later("remove"),
    "unchanged": later("unchanged"),
}
ROUNDED: Final = later("the next tighter thing")
COUNT_CHARS: Final = later("{used} of {most} characters")
RANGE: Final = later("{low} to {high}, in steps of {step}")
MAY_BE: Final = later("permitted: {permitted}")


PRESETS_TITLE: Final = later("Presets")
PRESETS_NONE: Final = later("there are no presets")
PRESET_COUNT: Final = later("{count} choices")
PRESET_FOR: Final = later("for")
PRESET_UNDER: Final = later("meant for {layers}, which does not apply here")
PRESET_CHANGES: Final = later("What would change")
PRESET_HELD: Final = later("What would be held because of it")
PRESET_REFUSED: Final = later("What the bounds do not permit")
PRESET_REFUSES: Final = later("{count} refused")
PRESET_SAME: Final = later("everything in it is chosen already")
PRESET_APPLIED: Final = later("preset {title}")
CATEGORY_TITLE: Final = later("Go to a category")
COMPARE_TITLE: Final = later("Compare with")
COMPARE_DEFAULTS: Final = later("the defaults")
COMPARE_PRESET: Final = later("preset")
COMPARE_PROFILE: Final = later("profile")
COMPARED: Final = later("{title}: {count} differ")
COMPARE_SAME: Final = later("nothing differs from {title}")
COMPARE_NONE: Final = later("nothing is compared with; `v` chooses")
COMPARE_STOPPED: Final = later("no longer comparing")
RESET_TITLE: Final = later("Back to defaults")
RESET_THIS: Final = later("this setting")
RESET_CATEGORY: Final = later("everything in {title}")
RESET_ALL: Final = later("everything")
PALETTE_TITLE: Final = later("Commands and settings")
MENU_HINT: Final = later("type to narrow")
CHANGES_TITLE: Final = later("Not saved yet")
CHANGES_PROFILE: Final = later("What saving changes in the profile")
CHANGES_TARGET: Final = later("What another export would change for {tool}")
THEME_SET: Final = later("theme: {name}")


# ------------------------------------------------------------- first start

FIRST_TITLE: Final = later("Welcome")
FIRST_STEP: Final = later("question {step} of {steps}")
FIRST_QUESTIONS: Final = (
    later("Who is it for?"),
    later("What is it for?"),
    later("Which tools do you use?"),
    later("This is what fits, and why. Nothing is saved before you say so."),
)
FIRST_WHO: Final = {
    "child": later("a child, under 13"),
    "teen": later("a teenager, 13 to 17"),
    "adult": later("an adult"),
}
FIRST_PURPOSES: Final = {
    "everyday": later("everyday questions"),
    "homework": later("homework"),
    "writing": later("writing stories"),
    "software": later("writing software"),
    "research": later("research"),
    "security": later("security testing"),
}
FIRST_BECAUSE_WHO: Final = later("Because it is for {who}")
FIRST_BECAUSE_PURPOSE: Final = later("Because of what it is for: {purpose}")
FIRST_NOTHING: Final = later("nothing has to change: the defaults are made for this")
FIRST_THEN: Final = later("then: export to {tools}")
FIRST_APPLIED: Final = later("start with: {title}")
FIRST_SKIPPED: Final = later("every setting is at its default; `p` shows the presets at any time")


# ----------------------------------------------------------------- journal

SCAN_TITLE: Final = later("What the AI tools here do now")
SCAN_NONE: Final = later("no AI tool that is known is configured here")
SCAN_BROKEN: Final = later("a file that it does not take")
SCAN_UNTOLD: Final = later("its instructions do not say what the profile says")
SCAN_NO_SETTING: Final = later("this is about no one setting")
SCAN_NO_MEND: Final = later("no export mends this")
SCAN_MEND: Final = later("mend it: `{command}`")

JOURNAL_TITLE: Final = later("Journal")
JOURNAL_NONE: Final = later("nothing was recorded yet")
JOURNAL_WHOLE: Final = later("the journal is whole")
JOURNAL_CHANGED: Final = later("the journal was changed")
JOURNAL_NO_CHANGE: Final = later("it changed no setting")
JOURNAL_BACK: Final = later("Back to entry {number}")
JOURNAL_SAME: Final = later("everything is as it was then")
JOURNAL_LEAVES: Final = later("leaves the profile, as no policy knows it: {keys}")
JOURNAL_NO_LAYERS: Final = later("none")
JOURNAL_LAYERS: Final = later("the layers of the profile become those of then: {layers}")
JOURNAL_LAYERS_THEN: Final = later("layers of the profile: {layers}")
JOURNAL_UNSAVED: Final = later("It is one step: `u` takes it back, and nothing is saved before you say so.")
JOURNAL_RESTORED: Final = later("back to entry {number} of the journal")


# ------------------------------------------------------------------- plain

PLAIN_WHICH: Final = later("setting")
PLAIN_ABOUT: Final = later("profile {profile}, layers {layers}, policy {version}")
PLAIN_HELP: Final = later(
    "type a word to find settings, `next` to go through them, `help` for more, `quit` to leave"
)
PLAIN_APPLY: Final = later("apply here")
PLAIN_LAYER: Final = later("`layer add NAME` and `layer remove NAME`; `layers` names them")
PLAIN_MORE: Final = later("and {count} more; give more words")
PLAIN_NONE: Final = later("no setting is open; type a word to find one")
PLAIN_SURE: Final = later("do it? (y/n)")
PLAIN_LEFT: Final = later("left as it was")
PLAIN_SAVE: Final = later("save first? (y/n)")
PLAIN_UNSAVED: Final = later("{count} not saved")
PLAIN_VERBS: Final = (
    later("WORDS         find settings; with a setting open, `/WORDS`"),
    later("KEY, NUMBER   open a setting by its key, or by its number in the list"),
    later(
        'VALUE         with a setting open: choose it, by name or number; sets: `a,b`, `+a`, `-a`; nothing: `""`'
    ),
    later("tighten relax one step tighter, one step looser"),
    later("reset         back to the default"),
    later("why           why is it so, and what would it take"),
    later("next back     to the next setting, to the one before"),
    later("list changed  every setting; what you changed"),
    later("layers        which layers apply, and which could"),
    later("layer add     with the name of a layer or a file: let it apply; `layer remove` takes it off"),
    later("bounds        what changed in the bounds since you last saved"),
    later("renew         ask once more for the open setting, so that it does not lapse"),
    later("undo redo     take back, do again"),
    later("save quit     write what changed; leave"),
)


def choices(count: int) -> str:
    """ "3 choices", in words that agree with the number."""
    return counted("1 choice", "{count} choices", count)


def changes(count: int) -> str:
    """ "3 changes", in words that agree with the number."""
    return counted("1 change", "{count} changes", count)


def conflicts(count: int) -> str:
    """ "2 conflicts between layers", in words that agree with the number."""
    return counted("1 conflict between layers", "{count} conflicts between layers", count)


def spoken(value: object) -> object:
    """``value`` with every text in it in the language spoken."""
    if isinstance(value, str):
        return lookup(value)
    if isinstance(value, tuple):
        return tuple(map(spoken, value))
    return {key: spoken(text) for key, text in value.items()} if isinstance(value, dict) else value


if is_translated():
    globals().update({name: spoken(value) for name, value in globals().items() if name.isupper()})
