"""Clients in environments of their own, and the talk with them: a line of JSON each way."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.oracles.frame import Answer, Ask, Client

ROOT = Path(__file__).parents[2]
FOLDER = "CONFIGURATOR_ORACLES"
"""The variable that says in which folder the environments are, each called ``oracles-NAME``."""


class LostError(RuntimeError):
    """A client's half ended, or wrote something that is no answer."""


def home(client: Client) -> Path:
    """The folder of the client's environment."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "configurator-ci"
    return Path(os.environ.get(FOLDER) or cache) / f"oracles-{client.name}"


def pins(names: Iterable[str]) -> list[str]:
    """What pip installs, as pyproject.toml pins it. Raises KeyError for a name that it does not."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    listed = [one for name, some in extras.items() if name.startswith("oracles") for one in some]
    found = {re.split(r"[\[=]", one, maxsplit=1)[0]: one for one in listed}
    return [found[name] for name in names]


def wanted(client: Client) -> dict[str, str]:
    """The version of each package, by its name."""
    both = [re.sub(r"\[.*\]", "", one).replace("==", "@") for one in pins((*client.pins, *client.bare))]
    return {one.rpartition("@")[0]: one.rpartition("@")[2] for one in (*both, *client.npm)}


def installed(client: Client) -> dict[str, str]:
    """The same as it is in the environment; nothing for what is not there."""
    found: dict[str, str] = {}
    for name, version in wanted(client).items():
        if client.npm:
            manifest = home(client) / "node_modules" / name / "package.json"
            there = json.loads(manifest.read_text())["version"] if manifest.exists() else ""
        else:
            metadata = f"{name.replace('-', '_')}-{version}.dist-info"
            there = version if any(home(client).glob(f"lib/python*/site-packages/{metadata}")) else ""
        found |= {name: there} if there else {}
    return found


def install(client: Client) -> None:
    """Make the environment, unless what is wanted is there. Raises CalledProcessError."""
    folder = home(client)
    if installed(client) == wanted(client):
        return
    print(f"installing {', '.join(wanted(client))} into {folder}", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    if client.npm:
        (folder / "package.json").write_text('{"private": true}')
        quiet = ("--no-audit", "--no-fund", "--loglevel=error")
        command = ["npm", "install", *quiet, *client.npm_options, *client.npm]
    else:
        if not (folder / "bin" / "python").exists():
            venv.create(folder, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q"]
        command = [*pip, *pins(client.pins)]
        if client.bare:
            subprocess.run([*pip, "--no-deps", *pins(client.bare)], check=True, stdout=sys.stderr)
    subprocess.run(command, cwd=folder, check=True, stdout=sys.stderr)


@contextmanager
def asking(client: Client) -> Iterator[Ask]:
    """The client's half, started, and how to ask it. It has a home of its own, and no
    network where this system can take it away."""
    with tempfile.TemporaryDirectory() as own:
        environment = {"PATH": os.environ["PATH"], "HOME": own, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [*_apart(), *_command(client)],
            cwd=home(client),
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

        def ask(question: Mapping[str, object]) -> Answer:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
            if not line.startswith("{"):
                raise LostError(f"{client.name} answered {line!r}")
            answer: Answer = json.loads(line)
            return answer

        try:
            yield ask
        finally:
            process.communicate()


def _command(client: Client) -> list[str]:
    if client.npm:
        apart = [sys.executable, "-m", "tests.oracles.inside.loopback"]
        return [*apart, "node", str(ROOT / "tests" / "oracles" / "inside" / f"{client.name}.mjs")]
    return [str(home(client) / "bin" / "python"), "-m", f"tests.oracles.inside.{client.name}"]


def _apart() -> list[str]:
    """What takes the network away from a program, but for loopback."""
    command = ["unshare", "-rn"]
    try:
        subprocess.run([*command, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return command
