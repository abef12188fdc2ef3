"""Continue's command line: with nobody to ask, with files that are not as it takes them, in its other modes."""

from __future__ import annotations

import json
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from configurator.exporters.formats import yaml_dump
from configurator.exporters.scan.sources import Places, look
from tests.mutations.data import general, mutants
from tests.unit.exporters import shipped

from . import continue_cli
from .exported import by_program
from .probe import TOOLS, Probe, values
from .probes_more import CONTINUE, EVERY_TOOL, GET, OLD, OWN_CONTINUE, execute, store
from .sandbox import Call, Verdict

SERVER = Path(__file__).with_name("tool_server.py")
NAMES = (*(f"{letter}1" for letter in string.ascii_lowercase), "A_b", "A-b", "Ab")
SERVED = {"MCP_SERVER": json.dumps({"command": sys.executable, "args": ["-I", str(SERVER), "--", *NAMES]})}
TOUCH = execute("touch seen")
OPEN = values(TOOLS, "host", "anywhere", "open")


@pytest.fixture(autouse=True)
def client(continue_client: None) -> None:
    """All tests here run it."""


def put(home: Path, text: str) -> None:
    (home / OWN_CONTINUE).parent.mkdir(parents=True, exist_ok=True)
    (home / OWN_CONTINUE).write_text(text)


# ------------------------------------------------------------------ alone


def held() -> Iterator[tuple[Probe, int]]:
    """Of each probe the first call that is asked about, and the first that is refused."""
    for probe in CONTINUE:
        wanted = [verdict for _call, verdict in probe.calls(Path(), Path())]
        yield from ((probe, wanted.index(one)) for one in ("asked", "refused") if one in wanted)


@pytest.mark.parametrize(("probe", "number"), held(), ids=str)
def test_alone_it_does_nothing_that_it_would_ask_about(
    probe: Probe, number: int, root: Path, home: Path
) -> None:
    probe.prepare(root, home)
    by_program(["continue"], probe.values, "user", root, home)
    (root / OLD[0]).write_text(OLD[1])
    expected = probe.calls(root, home)[: number + 1]
    before = [call for call, verdict in expected[:-1] if verdict == "ran"]
    turn = continue_cli.alone(root, home, *before, expected[-1][0])
    assert turn.verdicts == ["ran"] * len(before) + ["refused"]


@pytest.mark.parametrize("call", [TOUCH, store(Path("seen")), GET], ids=lambda call: call.name)
def test_alone_it_does_what_it_may(call: Call, root: Path, home: Path) -> None:
    by_program(["continue"], OPEN, "user", root, home)
    assert continue_cli.alone(root, home, call).verdicts == ["ran"]


# ------------------------------------------------------------------ its file


@pytest.mark.parametrize(
    "text",
    [
        "exclude: [Bash]\n",
        "exclude: [Bash]\nallow:\n",
        "\ufeffexclude: [Bash]\n",
        "exclude: ['Bash()']\n",
        '{"exclude": ["Bash"]}',
        "allow: &own [Bash]\nexclude: *own\n",
        "exclude: [Bash\n",
        "exclud: [Bash]\n",
        "exclude: [Bash]\nnote: 1\n",
        "exclude: [Bash]\nnote:\n",
        "exclude: Bash\n",
        "exclude: {Bash: 1}\n",
        "exclude: [Bash]\nallow: true\n",
        "exclude: [Bash]\nexclude: []\n",
        "exclude: [Bash]\n---\nexclude: []\n",
        "exclude:\n\t- Bash\n",
        "permissions:\n  exclude: [Bash]\n",
        "<<: {exclude: [Bash]}\n",
        "exclude: !!set {Bash}\n",
        "- exclude\n",
        "exclude: [bash]\n",
        "ask: [Read]\n",
        "",
    ],
)
def test_a_file_is_read_no_tighter_than_it_takes_it(text: str, root: Path, home: Path) -> None:
    put(home, text)
    runs = continue_cli.alone(root, home, TOUCH).verdicts == ["ran"]
    now = look(shipped.target("continue"), Places(str(home), str(root), str(home)))
    excluded = now.keys["settings"].get("exclude") or []
    assert runs or not now.troubles or now.troubles[0].fate == "dropped"
    assert not (runs and any(name.strip() in ("Bash", "Bash()") for name in excluded)), now
    dropped = "Invalid permissions" in _log(home) or "Failed to load" in _log(home)
    assert dropped is (bool(now.troubles) or not text), now.troubles


def _log(home: Path) -> str:
    return (home / continue_cli.LOG).read_text()


@pytest.mark.parametrize("text", ["exclude: [Bash, 3]\n", "exclude: [Bash]\nallow: ['Bash(a) b']\n"])
def test_an_entry_that_it_cannot_read_stops_it(text: str, root: Path, home: Path) -> None:
    put(home, text)
    assert continue_cli.alone(root, home, TOUCH).run.exit == 1
    assert continue_cli.complaints(root, home)


def mistakes() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each sort of mistake once, in a file that closes some tools and asks about others."""
    whole = {"exclude": ["Bash"], "ask": ["Write"], "allow": ["Fetch", "Bash", "Write"]}
    orders = {name: shipped.target("continue").orders[".*"] for name in whole}
    yield from {general(mistake): mutant for mistake, mutant in mutants(whole, orders)}.items()
    yield "exclude as allow", {"allow": ["Bash", "Fetch"], "ask": ["Write"]}
    yield "exclude as ask", {"ask": ["Bash", "Write"], "allow": ["Fetch"]}
    yield "ask as allow", {"exclude": ["Bash"], "allow": ["Fetch", "Write"]}
    yield "all one level below", {"permissions": whole}


HARMLESS = {
    "allow missing": "what it does without one is tighter, or the same",
    "allow empty": "what it does without one is tighter, or the same",
    "exclude said twice": "it says the same",
    "ask said twice": "it says the same",
    "allow said twice": "it says the same",
    "allow.* as another word": "what it allows is no tool; that one runs without a rule",
    "allow.* too long": "what it allows is no tool; that one runs without a rule",
}
"""By mistake, why nothing is noticed."""


@pytest.mark.parametrize(("mistake", "data"), mistakes(), ids=lambda one: one if isinstance(one, str) else "")
def test_it_notices_a_mistake_or_does_something_else(
    mistake: str, data: dict[str, Any], root: Path, home: Path
) -> None:
    put(
        home, "\n".join(line for name, value in data.items() for line in yaml_dump.member(name, value)) + "\n"
    )
    noticed = bool(continue_cli.complaints(root, home))
    if not noticed:
        turn = continue_cli.attempt(root, home, [TOUCH, store(root / "b"), GET])
        usual: list[Verdict] = ["refused", "asked", "ran"]
        noticed = turn.verdicts != usual or "Bash" in turn.tools
    assert noticed is (mistake not in HARMLESS)


# ------------------------------------------------------------------ what else decides


@pytest.mark.parametrize("flag", ["--auto", "--readonly"])
def test_its_other_modes_leave_the_permissions_as_the_hint_says(flag: str, root: Path, home: Path) -> None:
    by_program(["continue"], values(TOOLS, "never", "never", "off"), "user", root, home)
    assert continue_cli.attempt(root, home, [TOUCH], [flag]).verdicts == ["ran"]
    assert flag in shipped.target("continue").hint


def test_a_project_can_send_it_to_another_folder(root: Path, home: Path) -> None:
    by_program(["continue"], {}, "user", root, home)
    assert continue_cli.alone(root, home, TOUCH).verdicts == ["refused"]
    (root / ".env").write_text(f"CONTINUE_GLOBAL_DIR={root}/.mine\n")
    assert continue_cli.alone(root, home, TOUCH).verdicts == ["ran"]


def test_a_rule_with_a_path_does_not_hold_for_what_writes(root: Path, home: Path) -> None:
    put(home, "exclude: ['Write(*secret*)']\nallow: [Write]\n")
    assert continue_cli.attempt(root, home, [store(root / "secret")]).verdicts == ["ran"]


def test_a_project_has_no_permissions_of_its_own(root: Path, home: Path) -> None:
    put(home, "ask:\n  - Bash\n")
    put(root, "allow: [Bash]\n")
    assert continue_cli.attempt(root, home, [TOUCH]).verdicts == ["asked"]


@pytest.mark.parametrize("servers", ["none", "approved"])
def test_tools_of_servers_are_known_by_their_names(servers: str, root: Path, home: Path) -> None:
    """So none of the rows that write these names says that they are enforced."""
    by_program(["continue"], OPEN | {"autonomy.tool_servers": servers}, "user", root, home)
    turn = continue_cli.attempt(root, home, [Call("a1", {}), Call("A_b", {}), Call("Ab", {})], extra=SERVED)
    closed = servers == "none"
    assert turn.tools & {*NAMES} == ({"Ab"} if closed else {*NAMES})
    assert turn.verdicts == (["refused", "refused", "asked"] if closed else ["asked"] * 3)


def test_what_was_allowed_before_goes_behind(root: Path, home: Path) -> None:
    put(home, EVERY_TOOL)
    by_program(["continue"], {}, "user", root, home)
    assert (home / OWN_CONTINUE).read_text().startswith(EVERY_TOOL)
    assert continue_cli.attempt(root, home, [TOUCH]).verdicts == ["refused"]
