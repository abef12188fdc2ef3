"""Exports into a project or a home of a test's own, by the real program or by its library."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from configurator.exporters import manifest, places
from configurator.exporters.apply import write
from configurator.exporters.plan import plan
from configurator.exporters.table import Scope, Target
from tests.unit.exporters import shipped

REPOSITORY = Path(__file__).parents[2]

Values = Mapping[str, Any]


def by_program(
    targets: Sequence[str], values: Values, scope: Scope, root: Path, home: Path
) -> dict[str, Any]:
    """`configurator export` as a person runs it; what it prints as JSON."""
    own = home.with_name(home.name + ".configurator")
    (own / "profiles").mkdir(parents=True)
    (own / "profiles" / "default.toml").write_text(profile(values))
    place = root if scope == "project" else home
    argv = [sys.executable, "-m", "configurator", "export", *targets, "--json"]
    done = subprocess.run(
        [*argv, "--scope", scope, "--root", str(place)],
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "CONFIGURATOR_HOME": str(own)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def profile(values: Values) -> str:
    """The text of a profile that asks for ``values``."""
    lines = ["schema = 1"]
    for key, value in values.items():
        category, _, name = key.partition(".")
        raw = json.dumps(shipped.settings()[key].plain(value))
        lines.append(f"preferences.{category}.{name} = {raw}")
    return "\n".join(lines) + "\n"


def by_library(target: Target, values: Values, scope: Scope, root: Path, home: Path) -> None:
    """The same for a target that is not registered. ``values`` are effective ones."""
    record = manifest.load(str(home.with_name(home.name + ".exports") / places.NAME))
    place = root if scope == "project" else home
    write(plan([target], lambda _: shipped.choices(values), str(place), scope, record))
