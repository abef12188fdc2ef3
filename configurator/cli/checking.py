"""check: what in a profile is not permitted."""

from __future__ import annotations

from argparse import Namespace

from configurator.cli.answers import profile_file, remembered
from configurator.cli.output import print_json, say, say_error, tell
from configurator.domain.text import shown
from configurator.errors import ConfiguratorError, Where
from configurator.messages import _, labelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def check(options: Namespace) -> int:
    """Every violation of every file; exit code 1 if there is one, 2 if a file is unreadable."""
    results = [_checked(options, path) for path in _paths(options)]
    form = "json" if options.json else options.format
    if form == "json":
        files = [{"path": r["path"], "violations": [v["json"] for v in r["violations"]]} for r in results]
        print_json({"ok": all(not r["violations"] and r["error"] is None for r in results), "files": files})
    elif form == "sarif":
        from configurator.cli.reports import sarif

        print_json(sarif(results))
    else:
        for result in results:
            _say(result, github=form == "github")
    errors = [r["error"] for r in results if r["error"] is not None]
    for error in errors:
        for one in (error, *error.others):
            say_error(one)
    if errors:
        return 2
    return int(any(result["violations"] for result in results))


def _paths(options: Namespace) -> list[str]:
    if options.files:
        return list(options.files)
    return [profile_file(options)]


def _checked(options: Namespace, path: str) -> dict[str, Any]:
    """One file's violations with lines, and the error that kept it from being read."""
    try:
        found = remembered(
            options, f"check {bool(options.files)} {options.speaks}", path, lambda: _violations(options, path)
        )
    except ConfiguratorError as error:
        return {"path": path, "violations": [], "error": error}
    return {**found, "path": path, "error": None}


def _violations(options: Namespace, path: str) -> tuple[dict[str, Any], bool]:
    """What is wrong with one file, made afresh, and whether the answer may be kept."""
    from configurator.cli.judging import judged

    return judged(options, path)


def _say(result: dict[str, Any], *, github: bool) -> None:
    path = shown(result["path"])
    if github:
        from configurator.cli.reports import github_lines

        for line in github_lines(result):
            say(line)
        return
    for violation in result["violations"]:
        place = Where(path, violation["line"])
        say(f"{place}: {shown(violation['message'])} [{violation['json']['kind']}]")
        if violation["hint"]:
            say(f"  {labelled(_('hint:'), shown(violation['hint']))}")
    if not result["violations"] and result["error"] is None:
        tell(_("{path}: everything is permitted", path=path))
