"""policy lint, schema, show."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import Any

from configurator.cli.opening import named, opened
from configurator.cli.output import BOLD, coloured, columns, print_json, say, tell
from configurator.domain.frozen import replace
from configurator.messages import _, counted, labelled
from configurator.policyfile.folder import shipped_folder
from configurator.resolution.wording import permitted_json, permitted_words
from configurator.session import Session
from configurator.session.opening import open_session


def lint(options: Namespace) -> int:
    """Every mistake in a policy, with file and line; exit code 1 if there is one."""
    from configurator.policyfile.lint import lint as findings_in

    folder = options.folder or options.policy or shipped_folder()
    findings = findings_in(folder)
    if options.json:
        print_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            say(str(finding))
            if finding.hint:
                say(f"  {labelled(_('hint:'), finding.hint)}")
        tell(
            counted(
                "{count} finding in {folder}", "{count} findings in {folder}", len(findings), folder=folder
            )
            if findings
            else _("{folder}: nothing to mend", folder=folder)
        )
    if options.compile and not findings:
        _compile(folder)
    return int(bool(findings))


def _compile(folder: str) -> None:
    from configurator.files.write import write_atomic
    from configurator.policyfile.cache import COMPILED
    from configurator.policyfile.load import compiled_policy

    path = os.path.join(folder, COMPILED)
    write_atomic(path, compiled_policy(folder), 0o644)
    tell(_("written: {path}", path=path))


def schema(options: Namespace) -> int:
    """The JSON Schema of profiles under the layers that apply."""
    from configurator.policyfile.jsonschema import profile_schema

    print_json(profile_schema(opened(options).composition))
    return 0


def show(options: Namespace) -> int:
    """The policy: settings with their bounds and defaults; nobody's choices."""
    session = open_session(replace(named(options), preferences=""))
    keys = [options.key] if options.key else list(session.composition.permitted)
    if options.key and options.key not in session.composition.permitted:
        session.setting(options.key)
    if options.json:
        print_json({key: _setting_json(session, key) for key in keys})
        return 0
    category = ""
    rows: list[tuple[str, ...]] = []
    for key in keys:
        permitted = session.composition.permitted[key]
        if permitted.setting.category != category:
            _flush(category, rows, session)
            category = permitted.setting.category
        default = permitted.setting.plain(permitted.default)
        plain = ",".join(default) if isinstance(default, list) else str(default)
        rows.append((key, plain or "-", permitted_words(permitted.setting, permitted.bounds)))
    _flush(category, rows, session)
    return 0


def _flush(category: str, rows: list[tuple[str, ...]], session: Session) -> None:
    if rows:
        say(coloured(session.composition.policy.catalogue.categories[category], BOLD))
        for line in columns(rows):
            say(line)
    rows.clear()


def _setting_json(session: Session, key: str) -> dict[str, Any]:
    permitted = session.composition.permitted[key]
    setting = permitted.setting
    return {
        "kind": setting.kind,
        "title": setting.title,
        "description": setting.description,
        "values": dict(setting.labels),
        "says": dict(setting.says),
        "default": setting.plain(permitted.default),
        "permitted": permitted_json(setting, permitted.bounds),
        "source": [str(c) for step in permitted.steps for c in step.line.sources],
    }
