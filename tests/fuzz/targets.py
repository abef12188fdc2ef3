"""The files of tools under the fuzzer: what is exported into any text can be read, stays, and goes again."""

from __future__ import annotations

import functools

from configurator.exporters import registry
from configurator.exporters.content import content
from configurator.exporters.formats import markdown
from configurator.exporters.job import Job, Owner, Result
from configurator.exporters.manifest import Record
from configurator.exporters.render import render
from tests.unit.exporters import shipped

WHAT = "the file"


@functools.cache
def owner(id_: str, name: str) -> Owner:
    """A target with the values that hold by default, and one of its files."""
    target = registry.target(id_)
    choices = shipped.choices(shipped.backgrounds()["defaults"])
    return Owner(target, target.files[name], render(target, choices, "project"), name, choices)


def exported(id_: str, name: str, text: str) -> None:
    """Export into ``text``, again, and take it back. Raises AssertionError where the second
    export changes something, or what was there does not come back byte for byte; and
    ConfiguratorError where ``text`` is refused."""
    ours = (owner(id_, name),)

    def done(before: str | None, record: Record | None, owners: tuple[Owner, ...] = ours) -> Result:
        return content(Job("f", WHAT, before, owners, record, "project", 0))

    first = done(text, None)
    assert first.text is not None
    again = done(first.text, first.record)
    assert again.text == first.text, "the same export again writes something else"
    if ours[0].file.ours or (ours[0].file.format == "markdown" and markdown.find(text, "f")):
        return  # what was there is ours, and goes
    back = done(first.text, first.record, ())
    assert back.text == text, "what was there before the export does not come back"
