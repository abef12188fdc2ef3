"""Every word about layers, and about what moved in the bounds: the rest is in ``words``."""

from __future__ import annotations

from typing import Final

from configurator.messages import counted, is_translated, labelled, later
from configurator.tui import words

LAYERS_TITLE: Final = later("Layers")
LAYERS_APPLY: Final = later("apply here, and leave this much of all there is")
LAYERS_COULD: Final = later("could apply")
LAYERS_FILE: Final = later("a file …")
LAYERS_BOUNDS: Final = later("{count} settings")
LAYERS_UNREADABLE: Final = later("cannot be read")
LAYERS_OWNERS: Final = {
    "society": later("for everyone"),
    "managed": later("by the administrator"),
    "passing": later("for this run only"),
    "profile": later("by your profile"),
    "leaving": later("taken off, but may not go yet"),
}
LAYERS_STAY: Final = {
    "society": later("it is the society's part of the policy and cannot be removed"),
    "managed": later("the administrator of this machine set it, in {place}; it cannot be removed here"),
    "passing": later("the command line named it for this run; it is no part of your profile"),
    "leaving": later("it is taken off already; `o` lets a second person approve, or a night has to pass"),
}
LAYERS_OWN: Final = later("your profile names it; `x` removes it")
LAYERS_FREE: Final = later("it does not apply; enter adds it")
LAYERS_ADDS: Final = later("{layer} applies already")
LAYER_ADD_TITLE: Final = later("Let {layer} apply")
LAYER_REMOVE_TITLE: Final = later("Take {layer} off the profile")
LAYER_ADDED: Final = later("layer added: {layer}")
LAYER_REMOVED: Final = later("layer removed: {layer}")
LAYER_ONE_STEP: Final = later("It is one step: `u` takes it back, and the profile keeps it once you save.")
LAYER_COPIED: Final = later("The file is copied to {path}.")
LAYER_NO_GRANTS: Final = later("It opens no gates: a layer that you add yourself can only narrow.")
LAYER_NOTHING: Final = later("no range and no value changes")
LAYER_FILE_TITLE: Final = later("A layer from a file")
LAYER_FILE_HINT: Final = later("the path of a .toml file; tab completes it")
MOVED_TITLE: Final = later("Since you last saved")
MOVED_NONE: Final = later("no bounds changed since you last saved")
MOVED_SHOW: Final = later("`m` shows them")
MOVED_HELD: Final = later("now held by {layers}")
MOVED_FREE: Final = later("free again")
MOVED_BY: Final = later("because of {layers}")
MOVED_NEW: Final = later("a setting that is new")
MOVED_GONE: Final = later("no setting any more")
MOVED_RANGE: Final = later("permitted")
MOVED_VALUE: Final = later("holds")
MOVED_SAME: Final = later("permitted as before; its default or a condition on it is another")
MOVED_GROUPS: Final = (
    later("Held now"),
    later("Free again"),
    later("Another value holds"),
    later("Only the bounds change"),
)
LAYER_COUNTS: Final = later(
    "took something away from {taken} of {lines} settings it speaks of; {conditions} conditions, {grants} grants"
)


def moved(count: int, held: int) -> str:
    """ "3 bounds changed: 1 now holds your value", in words that agree with the numbers."""
    text = counted("1 bound changed", "{count} bounds changed", count)
    if not held:
        return text
    holding = counted("1 now holds your value", "{count} now hold your value", held)
    return labelled(words.LABEL.format(label=text).rstrip(), holding)


if is_translated():
    globals().update({name: words.spoken(value) for name, value in globals().items() if name.isupper()})
