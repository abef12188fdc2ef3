"""Rego for an agent control runtime: two fixed modules, and the data that they decide by.

``data.behavior.verdict`` answers a tool call by the labels of the tool: its verdicts and
the tools that are open stand in the data. ``data.behavior.profile.valid`` answers whether
a profile, as the configurator stores one, keeps within the bounds.

The dialect is what the runtime's engine and OPA read alike: there a parenthesis that
begins a line continues the line before it, a loop over what is no collection is an
error, and the length of a text is not counted in code points.
"""

from __future__ import annotations

from typing import Any

from configurator.domain.bounds import Bounds, Length, OneOf
from configurator.domain.orders import Amount, Scale
from configurator.domain.text import REFUSED, SURROGATES
from configurator.exporters.formats.json_dump import indented
from configurator.exporters.marks import KEY, MARK, head
from configurator.exporters.table import Choice
from configurator.exporters.writers.draft import Draft

_VERDICT = """\
package behavior

import rego.v1

default verdict := {"decision": "deny", "reason": "a tool without a label that is known"}

verdict := {"decision": "allow"} if input.intervention_point != "pre_tool_call"

verdict := {"decision": "deny", "reason": concat(" ", ["refused:", concat(", ", refused)])} if {
    count(refused) > 0
}

verdict := {"decision": "escalate", "reason": concat(" ", ["asked for:", concat(", ", asked)])} if {
    count(refused) == 0
    count(asked) > 0
}

verdict := {"decision": "allow"} if {
    count(labels) > 0
    count(refused) == 0
    count(asked) == 0
}

labels contains input.tool.security_labels if is_string(input.tool.security_labels)

labels contains label if {
    is_array(input.tool.security_labels)
    some label in input.tool.security_labels
}

refused contains label if {
    some label in labels
    not answer(label) in ["allow", "escalate"]
}

asked contains label if {
    some label in labels
    answer(label) == "escalate"
}

answer(label) := data.verdicts[label]

answer(label) := "allow" if {
    not data.verdicts[label]
    label in data.tools
}
"""

_PROFILE = """\
package behavior.profile

import rego.v1

default valid := false

valid if {
    is_object(input.preferences)
    count(violations) == 0
}

violations contains category if {
    some category, names in input.preferences
    not is_object(names)
}

violations contains key if {
    some category, names in input.preferences
    is_object(names)
    some name, value in names
    key := concat(".", [category, name])
    not permitted(key, value)
}

permitted(key, value) if value in data.bounds[key].named

permitted(key, value) if {
    bounds := data.bounds[key]
    floor(value) == value
    value >= bounds.low
    value <= bounds.high
    beyond := value - bounds.low
    beyond % bounds.step == 0
}

permitted(key, value) if {
    may := data.bounds[key].may
    must := data.bounds[key].must
    is_array(value)
    items := {item | some item in value}
    count(items) == count(value)
    beyond := items - {item | some item in may}
    count(beyond) == 0
    lacking := {item | some item in must} - items
    count(lacking) == 0
}

permitted(key, value) if {
    bounds := data.bounds[key]
    count(regex.find_n("(?s).", value, -1)) <= bounds.max_chars
    regex.match(bounds.pattern, value)
    regex.match(plain, value)
}
"""

_PLAIN = "".join(f"\\x{{{low:x}}}-\\x{{{high:x}}}" for low, high, _name in REFUSED if low != SURROGATES)
"""Characters that no text may have. Half a surrogate pair no engine's pattern can name, and no document holds."""

_ANY_TEXT = "(?s).*"


def verdict_file(_: Draft) -> str:
    """What a tool call gets, by the labels of its tool."""
    return head("a tool call is decided by the labels of its tool") + _VERDICT


def profile_file(_: Draft) -> str:
    """Whether a profile keeps within the bounds."""
    return (
        head("bounds are those of the values that hold; conditions are not looked at anew")
        + _PROFILE
        + f"\nplain := `^[^{_PLAIN}]*$`\n"
    )


def data_file(draft: Draft) -> str:
    """What the rows write, the values that hold, and the bounds."""
    document = {
        KEY: MARK,
        **draft.keys,
        "settings": {choice.setting.key: choice.setting.plain(choice.value) for choice in draft.choices},
        "bounds": {choice.setting.key: _bounds(choice) for choice in draft.choices},
    }
    return indented(document) + "\n"


def _bounds(choice: Choice) -> dict[str, Any]:
    """What is permitted, in the form that the module asks about."""
    permitted, setting = choice.permitted, choice.setting
    if isinstance(permitted, Length):
        return {"max_chars": permitted.max_chars, "pattern": f"^(?:{_pattern(setting.pattern)})$"}
    if isinstance(permitted, OneOf) or isinstance(setting.order, Scale):
        return {"named": [name for name in setting.ids if name in permitted]}
    ends = _ends(permitted)
    if isinstance(setting.order, Amount):
        return {"low": min(ends), "high": max(ends), "step": setting.order.step}
    must, may = (setting.plain(end) for end in sorted(ends, key=len))
    return {"must": must, "may": may}


def _ends(permitted: Bounds[Any]) -> tuple[Any, Any]:
    return permitted.nearest(permitted.order.tightest), permitted.nearest(permitted.order.loosest)


def _pattern(pattern: str) -> str:
    """``pattern`` where every engine reads it alike. Another is left out: an engine would
    answer nothing at all for it."""
    plain = pattern and "\\" not in pattern and "(?" not in pattern
    return pattern if plain else _ANY_TEXT
