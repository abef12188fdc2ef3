"""policy compare: what one policy permits that another does not."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from configurator.cli.output import columns, print_json, say, say_warning, tell
from configurator.domain.settings import written
from configurator.domain.text import shown
from configurator.errors import InvalidError
from configurator.exporters.formats.scalars import quoted
from configurator.messages import _, commas, later
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.comparing import Comparison, Difference, compare
from configurator.resolution.compose import Composition, compose
from configurator.resolution.wording import blamed_name, conflict_words
from configurator.session.opening import find_layer
from configurator.session.view import SCHEMA
from configurator.store.paths import cache_folder

RELATIONS: Mapping[str, str] = {
    "equal": later("the second policy permits the same as the first"),
    "narrower": later("the second policy is narrower than the first"),
    "wider": later("the second policy is wider than the first"),
    "neither": later("the second policy is neither narrower nor wider than the first"),
    "undecided": later("whether the second policy is wider than the first is not known"),
}


def compare_policies(options: Namespace) -> int:
    """What the second policy permits beside the first; exit code 1 unless that is nothing more."""
    folders = (options.first, options.second or options.policy or shipped_folder())
    first = _composed(folders[0], (*options.layer, *options.first_layer), options)
    second = _composed(folders[1], (*options.layer, *options.second_layer), options)
    found = compare(first, second)
    if options.json:
        print_json(_json(found, folders, (first, second)))
    elif options.counterexample:
        for one in (*found.wider, *found.narrower)[:1]:
            say(_toml(one.profile))
    else:
        say(_(RELATIONS[found.relation]))
        _list(_("only the second permits:"), found.wider, first)
        _list(_("only the first permits:"), found.narrower, second)
    if found.undecided:
        keys = commas(f"`{key}`" for key in found.undecided)
        say_warning(_("what the patterns of {keys} permit was not compared", keys=keys))
    if (found.wider or found.narrower) and not (options.json or options.counterexample):
        tell(_("`--counterexample` prints a profile that only one of the two permits"))
    return int(found.relation not in ("equal", "narrower"))


def _composed(folder: str, layers: tuple[str, ...], options: Namespace) -> Composition:
    """The policy in ``folder`` under these layers and no others. Raises ConfiguratorError."""
    policy = load_policy(folder, cache_folder(), options.speaks, must_know=options.must_know)
    try:
        composition = compose(policy, [find_layer(policy, name) for name in layers])
    except ValueError as error:
        raise InvalidError(_("these layers cannot apply together: {reason}", reason=error)) from error
    for conflict in composition.conflicts:
        say_warning(conflict_words(conflict))
    return composition


def _list(head: str, differences: tuple[Difference, ...], refusing: Composition) -> None:
    """A line for each: setting and value, what else is asked, and who of the other side leaves it out."""
    if differences:
        say(head)
    for line in columns([_row(one, refusing) for one in differences]):
        say(line)


def _row(one: Difference, refusing: Composition) -> tuple[str, ...]:
    others = (f"{key} {written(raw)}" for key, raw in one.profile.items() if key != one.key)
    blamed = next(v.blamed for v in one.refused if v.key == one.key)
    beside = commas(others)
    return (
        shown(one.key),
        written(one.profile[one.key]),
        _("refused by {who}", who=shown(blamed_name(refusing, blamed))),
        _("with {others}", others=beside) if beside else "",
    )


def _toml(profile: Mapping[str, Any]) -> str:
    """``profile`` as its file."""
    return "\n".join(("schema = 1", *_tables(profile)))


def _tables(profile: Mapping[str, Any]) -> Iterator[str]:
    for category in dict.fromkeys(key.partition(".")[0] for key in profile):
        yield f"\n[preferences.{category}]"
        for key, raw in profile.items():
            if key.startswith(f"{category}."):
                yield f"{key.partition('.')[2]} = {quoted(raw)}"


def _json(
    found: Comparison, folders: tuple[str, str], sides: tuple[Composition, Composition]
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "relation": found.relation,
        "policies": [_policy_json(*side) for side in zip(folders, sides, strict=True)],
        "wider": [_difference_json(one) for one in found.wider],
        "narrower": [_difference_json(one) for one in found.narrower],
        "undecided": list(found.undecided),
    }


def _policy_json(folder: str, side: Composition) -> dict[str, Any]:
    return {
        "path": os.path.abspath(folder),
        "id": side.policy.id,
        "version": side.policy.version,
        "sha256": side.policy.sha256,
        "layers": [{"id": layer.id, "kind": layer.kind} for layer in side.layers],
    }


def _difference_json(one: Difference) -> dict[str, Any]:
    violations = [
        {"key": v.key, "asked": v.asked, "kind": v.kind, "blamed": v.blamed, "nearest": v.nearest}
        for v in one.refused
    ]
    return {
        "key": one.key,
        "profile": dict(one.profile),
        "toml": f"{_toml(one.profile)}\n",
        "violations": violations,
    }
