"""The violations of one file as plain data, with messages and lines."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from configurator.cli.answers import is_plain
from configurator.cli.opening import named, tell_troubles
from configurator.domain.frozen import replace
from configurator.domain.profile import Profile
from configurator.domain.settings import HUGE, written
from configurator.domain.text import shown
from configurator.files.near import meant_by
from configurator.files.read import is_there, read_text
from configurator.messages import _, did_you_mean, later
from configurator.resolution.check import Checker, Violation
from configurator.resolution.wording import permitted_json, refusal
from configurator.session import Session
from configurator.session.opening import open_composition, open_policy
from configurator.store.reading import preference_lines, read_profile


def judged(options: Namespace, path: str) -> tuple[dict[str, Any], bool]:
    """What is wrong with the file at ``path``, and whether that may be remembered.

    Raises ConfiguratorError where the file or the policy cannot be read.
    """
    policy = open_policy(named(options))
    absent = not options.files and not is_there(path, later("the profile"))
    profile = Profile("default", path=path) if absent else read_profile(path, "")
    composition = open_composition(policy, profile.layers, tuple(options.layer), profile)
    tell_troubles(Session.of(composition, replace(profile, preferences={})))
    found = Checker(composition).violations(profile.preferences)
    lines = preference_lines(read_text(path, later("the profile"))) if found else {}
    unknown = [v.key for v in found if v.kind == "unknown-setting"]
    close = meant_by(unknown, composition.permitted)
    violations = [_described(composition, v, lines.get(v.key, 0), close.get(v.key, "")) for v in found]
    violations += [_obstacle(obstacle) for obstacle in composition.obstacles]
    return {"violations": violations}, is_plain(composition)


def _described(composition: Any, violation: Violation, line: int, close: str) -> dict[str, Any]:
    permitted = composition.permitted.get(violation.key)
    message, hint = refusal(composition, violation)
    if violation.kind == "unknown-setting":
        message = _("unknown setting `{key}`", key=shown(violation.key[:80]))
        hint = did_you_mean(close, _("`configurator show` lists every setting"))
    return {
        "message": message,
        "hint": hint,
        "line": line,
        "json": {
            "key": violation.key,
            "asked": _json_value(violation.asked),
            "permitted": permitted_json(permitted.setting, violation.permitted) if permitted else None,
            "nearest": violation.nearest,
            "kind": violation.kind,
            "blamed": violation.blamed,
            "reason": violation.reason,
            "source": list(violation.source),
            "line": line or None,
        },
    }


def _obstacle(obstacle: Any) -> dict[str, Any]:
    return {
        "message": _(
            "layer `{layer}` applies and cannot be used: {reason}",
            layer=obstacle.layer,
            reason=obstacle.reason,
        ),
        "hint": _("until it is mended nothing is loosened"),
        "line": 0,
        "json": {
            "key": None,
            "asked": None,
            "permitted": None,
            "nearest": None,
            "kind": "unreadable",
            "blamed": obstacle.layer,
            "reason": obstacle.reason,
            "source": [],
            "line": None,
        },
    }


def _json_value(raw: Any) -> Any:
    """A raw TOML value as JSON can hold it; dates and odd numbers as text."""
    if isinstance(raw, list):
        return [_json_value(item) for item in raw]
    if isinstance(raw, dict):
        return {str(key): _json_value(value) for key, value in raw.items()}
    if isinstance(raw, float) and raw not in (raw + 0, float("inf"), float("-inf")):
        return str(raw)
    if type(raw) is int and abs(raw) >= HUGE:
        return written(raw)
    return raw if isinstance(raw, str | int | bool) or raw is None else str(raw)
