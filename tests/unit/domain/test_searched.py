"""What can be found of a setting."""

from __future__ import annotations

from configurator.domain.orders import Scale
from configurator.domain.policy import Catalogue
from configurator.domain.searched import Entry, entry
from configurator.domain.settings import Setting

SHELL = Setting(
    key="tools.run_shell",
    kind="scale",
    title="Shell Commands",
    description="Whether it RUNS them",
    order=Scale(("no", "yes")),
    labels={"no": "Never", "yes": "Always"},
    synonyms=("Terminal", "bash"),
)
FOUND = Entry(
    key="tools.run_shell",
    names="\nshell commands\ntools.run_shell\nrun_shell\nterminal\nbash\ntools run shell\n",
    told=" whether it runs them ",
    hay="  shell commands tools.run_shell run_shell terminal bash tools run shell  "
    " whether it runs them  never always ",
)


def test_a_setting_is_found_by_its_names_its_description_and_its_labels() -> None:
    """Each name is a line of its own, and each word of it has spaces around it in all that is searched."""
    assert entry(SHELL) == FOUND


def test_a_catalogue_lists_what_can_be_found_or_is_told() -> None:
    settings = {SHELL.key: SHELL}
    assert Catalogue(settings, {}).entries() == [FOUND]
    told = Entry("a.b", "", "", "")
    assert Catalogue(settings, {}, lambda: [told]).entries() == [told]
