"""How a real client is started in a test: own home, no network, a scripted model where needed."""

from __future__ import annotations

import contextlib
import contextvars
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .fake_model import offers_tools

FAKE_MODEL = Path(__file__).with_name("fake_model.py")
TIMEOUT = 60.0

Json = dict[str, Any]


Verdict = Literal["ran", "asked", "refused", "absent"]


@dataclass(frozen=True)
class Call:
    """A tool call that the scripted model makes."""

    name: str
    input: Json | str
    namespace: str | None = None

    def as_json(self) -> Json:
        """What the fake model reads; a string input is a free-form tool."""
        call: Json = {"name": self.name, "input": self.input}
        if isinstance(self.input, str):
            call["custom"] = True
        return call | ({"namespace": self.namespace} if self.namespace else {})


@dataclass(frozen=True)
class Outcome:
    """What the client did about one call; `absent` is a tool it did not have."""

    verdict: Verdict
    text: str


@dataclass(frozen=True)
class Turn:
    """One turn: an outcome for each answered call, and the tools the model was offered."""

    outcomes: tuple[Outcome, ...]
    tools: frozenset[str]
    run: Run

    @property
    def verdicts(self) -> list[Verdict]:
        """The short form for assertions."""
        return [outcome.verdict for outcome in self.outcomes]

    @property
    def prompt(self) -> str:
        """Everything the model was sent, to look for instructions in."""
        return json.dumps(self.run.main_requests, ensure_ascii=False)


@dataclass(frozen=True)
class Run:
    """What a client did."""

    exit: int
    stdout: str
    stderr: str
    requests: tuple[Json, ...] = ()
    hosts: tuple[str, ...] = ()
    """Where it wanted to connect to, other than the model: it is given the model's server as its proxy."""

    @property
    def main_requests(self) -> list[Json]:
        """Requests that offer tools; the others ask for titles and summaries."""
        return [request for request in self.requests if offers_tools(request)]


@functools.cache
def cut_off() -> tuple[str, ...]:
    """The prefix that takes the network away, or nothing where the machine does not allow it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    probe = subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False)
    return (unshare, "-rn") if probe.returncode == 0 else ()


ETC: contextvars.ContextVar[Path | None] = contextvars.ContextVar("etc", default=None)


@contextlib.contextmanager
def etc(folder: Path) -> Iterator[None]:
    """Every client meanwhile finds in /etc what is in ``folder`` as well, in a mount
    namespace of its own: the machine's /etc stays as it is."""
    token = ETC.set(folder)
    try:
        yield
    finally:
        ETC.reset(token)


def namespaces() -> tuple[str, ...]:
    """The prefix of a command: without a network, and with the managed files if there are some."""
    folder = ETC.get()
    if folder is None:
        return cut_off()
    assert cut_off(), "a mount namespace of one's own is not allowed on this machine"
    work = folder.with_name(folder.name + ".work")
    work.mkdir(exist_ok=True)
    mount = f"mount -t overlay overlay -o 'lowerdir=/etc,upperdir={folder},workdir={work}' /etc"
    return (cut_off()[0], "-rmn", "sh", "-c", f'{mount} && exec "$@"', "sh")


def environment(home: Path, extra: Mapping[str, str]) -> dict[str, str]:
    """Nothing of the caller's but PATH: its variables would override the files under test."""
    temporary = home.with_name(home.name + ".tmp")  # codex runs nothing from under TMPDIR
    for folder in (home, temporary):
        folder.mkdir(parents=True, exist_ok=True)
    base = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "TMPDIR": str(temporary),
    }
    return base | dict(extra)


def command(argv: Sequence[str], root: Path, env: Mapping[str, str]) -> Run:
    """Run a client that needs no model."""
    done = subprocess.run(
        [*namespaces(), *argv],
        cwd=root,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def with_model(argv: Sequence[str], root: Path, env: Mapping[str, str], calls: Sequence[Call]) -> Run:
    """Run a client against a model that makes these tool calls in turn and then stops."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, "record.json")
        return recorded(argv, root, env, calls, record)


def recorded(
    argv: Sequence[str], root: Path, env: Mapping[str, str], calls: Sequence[Call], record: Path
) -> Run:
    """The run itself, its record read back."""
    script = json.dumps([call.as_json() for call in calls])
    proxy = {"HTTPS_PROXY": "{url}", "https_proxy": "{url}", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    wrapper = [sys.executable, "-I", str(FAKE_MODEL), "--record", str(record)]
    wrapper += ["--timeout", str(TIMEOUT - 5), "--calls", script, "--", *argv]
    failed = command(wrapper, root, {**env, **proxy})
    if failed.exit != 0:
        return failed
    seen = json.loads(record.read_text())
    return Run(seen["exit"], seen["stdout"], seen["stderr"], tuple(seen["requests"]), tuple(seen["hosts"]))
