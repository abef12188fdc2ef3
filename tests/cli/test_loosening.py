"""The settings that govern the tool hold on the command line: asking, waiting, approving, lapsing."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from configurator.session import signing
from configurator.session.opening import Named, ground, open_profile
from configurator.store import clock
from tests.cli.conftest import Run

DAY = date(2030, 3, 1).toordinal()
FRIEND = 'schema = 1\nid = "friend"\nkind = "guardian"\ntitle = "A friend"  # of mine\n'
PASSPHRASE = "four words that rhyme"


class Clock:
    """Today, as the program sees it; files are of the day on which they are written."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.day = DAY
        patch.setattr(clock, "today", lambda: self.day)

    def goes_on(self, days: int) -> None:
        self.day += days


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test guesses none: the least that a layer may carry."""
    monkeypatch.setattr(signing, "COST", 16384)


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What the program reads from its input next."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


class Terminal(io.StringIO):
    """An input that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Somebody sits at a terminal, and answers."""

    def answers(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal(text))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    return answers


@pytest.fixture
def friend(run: Run, tmp_path: Path, types: Callable[[str], None]) -> Path:
    """A layer of a friend with a passphrase, applied; and loosening takes a second person."""
    path = tmp_path / "friend.toml"
    path.write_text(FRIEND, encoding="utf-8")
    types(f"{PASSPHRASE}\n")
    assert run("layer", "passphrase", str(path)).code == 0
    assert run("layer", "add", str(path)).code == 0
    assert run("set", "oversight.loosening", "second_person").code == 0
    return path


# ------------------------------------------------------------------ confirming


def test_a_loosening_is_asked_once_and_a_no_leaves_everything(
    run: Run, person: Callable[[str], None]
) -> None:
    person("n\n")
    ran = run("set", "autonomy.shell", "sandbox")
    assert ran.code == 1
    assert "this loosens:\n  Running commands (autonomy.shell): Asks every time → " in ran.err
    assert run("get", "autonomy.shell").out == "ask_each\n"
    person("y\n")
    assert run("set", "autonomy.shell", "sandbox").code == 0
    assert run("get", "autonomy.shell").out == "sandbox\n"


def test_what_was_agreed_to_is_not_asked_again_while_nothing_changes(
    run: Run, person: Callable[[str], None], tmp_path: Path
) -> None:
    person("y\n")
    assert run("set", "autonomy.shell", "sandbox").code == 0
    person("n\n")
    again = run("set", "autonomy.shell", "sandbox", "style.length", "short")
    assert again.code == 0
    assert "do it?" not in again.err
    assert run("export", "claude-code", "--root", str(tmp_path)).code == 0
    assert run("set", "autonomy.shell", "host").code == 1  # what is looser still is asked
    assert run("get", "autonomy.shell").out == "sandbox\n"


def test_a_tightening_is_never_asked(run: Run, person: Callable[[str], None]) -> None:
    person("n\n")
    ran = run("set", "autonomy.shell", "never", "style.length", "short")
    assert (ran.code, ran.err) == (0, "")


def test_going_back_to_a_looser_default_is_a_loosening(run: Run, person: Callable[[str], None]) -> None:
    run("set", "autonomy.shell", "never")
    person("n\n")
    assert run("reset", "autonomy.shell").code == 1
    assert run("reset", "autonomy.shell", "--yes").code == 0


def test_without_a_terminal_the_command_is_the_deliberate_act_and_is_told(run: Run) -> None:
    ran = run("preset", "apply", "developer")
    assert ran.code == 0
    assert ran.err.startswith("this loosens:\n")
    assert len([line for line in ran.err.splitlines() if " → " in line]) <= 6


# -------------------------------------------------------------------- next day


def test_what_takes_a_night_is_kept_and_holds_the_next_day(run: Run, calendar: Clock) -> None:
    run("set", "oversight.loosening", "next_day")
    ran = run("set", "autonomy.shell", "host")
    assert "warning: autonomy.shell: `host` holds from 2030-03-02 on: loosening takes a night\n" in ran.err
    state = run("get", "autonomy.shell", "--json").data
    assert (state["value"], state["asked"], state["origin"]) == ("ask_each", "host", "held")
    assert state["held_by"] == "oversight.loosening"
    assert state["hold"] == {"by": "oversight.loosening", "since": None, "from": "2030-03-02"}
    calendar.goes_on(1)
    assert run("get", "autonomy.shell").out == "host\n"


def test_loosening_the_rule_itself_takes_the_night_too(run: Run, calendar: Clock) -> None:
    run("set", "oversight.loosening", "next_day")
    run("set", "oversight.loosening", "confirm", "autonomy.shell", "host")
    assert run("get", "oversight.loosening").out == "next_day\n"
    assert run("get", "autonomy.shell").out == "ask_each\n"
    calendar.goes_on(1)
    assert run("get", "oversight.loosening").out == "confirm\n"
    assert run("get", "autonomy.shell").out == "host\n"


def test_a_tighter_rule_takes_back_nothing_that_holds_already(run: Run, calendar: Clock) -> None:
    run("set", "autonomy.shell", "sandbox")
    run("set", "oversight.loosening", "next_day")
    assert run("get", "autonomy.shell").out == "sandbox\n"


def test_what_is_asked_together_with_a_tighter_rule_is_judged_by_the_old_one(
    run: Run, calendar: Clock
) -> None:
    run("set", "oversight.loosening", "next_day", "autonomy.shell", "sandbox")
    assert run("get", "autonomy.shell").out == "sandbox\n"
    run("set", "autonomy.shell", "host")
    assert run("get", "autonomy.shell").out == "sandbox\n"


def test_a_file_edited_by_hand_waits_from_the_day_it_was_written(
    run: Run, calendar: Clock, profile: Callable[[str], Path]
) -> None:
    path = profile(
        'schema = 1\n[preferences.oversight]\nloosening = "next_day"\n[preferences.autonomy]\nshell = "host"\n'
    )
    calendar.day = clock.written(str(path)) or 0
    assert run("get", "autonomy.shell").out == "ask_each\n"
    calendar.goes_on(1)
    assert run("get", "autonomy.shell").out == "host\n"


def test_a_mark_does_not_vouch_for_what_was_put_in_its_place(run: Run, home: Path, calendar: Clock) -> None:
    path = home / "profiles" / "default.toml"
    run("set", "autonomy.shell", "listed")
    calendar.goes_on(5)
    run("set", "oversight.loosening", "next_day")
    path.write_text(path.read_text().replace('shell = "listed"', 'shell = "host"'), encoding="utf-8")
    os.utime(path)
    calendar.day = clock.written(str(path)) or 0
    assert run("get", "autonomy.shell").out == "ask_each\n"


def test_a_mark_of_a_day_to_come_neither_holds_back_for_ever_nor_keeps_for_ever(
    run: Run, home: Path, calendar: Clock
) -> None:
    run("set", "autonomy.shell", "sandbox")
    path = home / "profiles" / "default.toml"
    path.write_text(path.read_text().replace("2030-03-01", "9000-01-01"), encoding="utf-8")
    calendar.day = clock.written(str(path)) or 0
    assert run("get", "autonomy.shell").out == "sandbox\n"
    calendar.goes_on(90)
    assert run("get", "autonomy.shell").out == "ask_each\n"


def test_taking_a_layer_off_is_a_loosening(run: Run, calendar: Clock) -> None:
    run("layer", "add", "school")
    run("set", "oversight.loosening", "next_day")
    ran = run("layer", "remove", "school")
    assert "layer `school` was taken off and applies until 2030-03-02" in ran.err
    assert [layer["id"] for layer in run("show", "--json").data["layers"]] == ["society", "school"]
    calendar.goes_on(1)
    assert [layer["id"] for layer in run("show", "--json").data["layers"]] == ["society"]


def test_the_journal_is_no_way_round(run: Run, calendar: Clock) -> None:
    run("set", "autonomy.shell", "host")
    run("set", "autonomy.shell", "never")
    run("layer", "add", "school")
    run("set", "oversight.loosening", "next_day")
    ran = run("journal", "restore", "1")
    assert ran.code == 0, ran.err
    assert run("get", "autonomy.shell").out == "never\n"
    assert run("get", "oversight.loosening").out == "next_day\n"
    assert [layer["id"] for layer in run("show", "--json").data["layers"]] == ["society", "school"]


# --------------------------------------------------------------- second person


def test_what_waits_for_a_second_person_holds_once_they_approve(
    run: Run, friend: Path, types: Callable[[str], None], home: Path
) -> None:
    ran = run("set", "autonomy.shell", "host")
    assert (
        "`host` waits until a second person approves\nhint: `configurator approve autonomy.shell`" in ran.err
    )
    before = (home / "profiles" / "default.toml").read_bytes()
    types("not the passphrase\n")
    wrong = run("approve", "autonomy.shell")
    assert wrong.code == 1
    assert wrong.err.endswith("error: this passphrase approves nothing here [passphrase]\n")
    assert (home / "profiles" / "default.toml").read_bytes() == before
    types(f"{PASSPHRASE}\n")
    ran = run("approve", "autonomy.shell")
    assert (ran.code, ran.out) == (0, "autonomy.shell: ask_each → host\n")
    assert "Running commands (autonomy.shell): Asks every time → Anything on this computer" in ran.err
    assert run("journal", "show", "--json").data[-1]["what"] == "approve"
    assert run("get", "autonomy.shell").out == "host\n"
    assert PASSPHRASE not in (home / "profiles" / "default.toml").read_text()


@pytest.mark.parametrize("forged", ["approved", "from", "signature"])
def test_an_approval_cannot_be_written_by_hand(
    run: Run, friend: Path, profile: Callable[[str], Path], home: Path, forged: str
) -> None:
    sign = f'{{ on = 2026-01-01, to = "host", signature = "{"ab" * 64}" }}'
    lines = {
        "approved": f"approved = {sign}",
        "from": 'from = "host"\nfrom_on = 2026-01-01',
        "signature": f'from = "host"\nfrom_approved = {sign}',
    }
    profile(
        'schema = 1\nlayers = ["friend"]\n[preferences.oversight]\nloosening = "second_person"\n'
        '[preferences.autonomy]\nshell = "host"\n'
        f'[loosened.autonomy.shell]\non = 2026-01-01\nto = "host"\n{lines[forged]}\n'
    )
    assert run("get", "autonomy.shell").out == "ask_each\n"


def test_an_approval_is_for_one_value_and_what_is_tighter(
    run: Run, friend: Path, types: Callable[[str], None], home: Path
) -> None:
    run("set", "autonomy.shell", "sandbox")
    types(f"{PASSPHRASE}\n")
    run("approve", "--all")
    run("set", "autonomy.shell", "allow_list")
    assert run("get", "autonomy.shell").out == "allow_list\n"
    path = home / "profiles" / "default.toml"
    path.write_text(path.read_text().replace('"allow_list"', '"host"'), encoding="utf-8")
    assert run("get", "autonomy.shell").out != "host\n"


def test_without_anybody_to_approve_the_message_says_who_could(run: Run) -> None:
    run("set", "oversight.loosening", "second_person")
    assert (
        "nobody can approve yet: a guardian has to set a passphrase"
        in run("set", "autonomy.shell", "host").err
    )
    assert run("approve", "--all").code == 1
    run("set", "autonomy.shell", "never")
    assert run("get", "autonomy.shell").out == "never\n"


def test_a_guardians_layer_goes_only_with_their_passphrase(
    run: Run, friend: Path, types: Callable[[str], None]
) -> None:
    assert "applies until a second person approves" in run("layer", "remove", "friend").err
    run("set", "style.length", "short")  # another save does not let it go
    assert "friend" in str(run("show", "--json").data["layers"])
    types(f"{PASSPHRASE}\n")
    assert run("approve", "friend").code == 0
    assert "friend" not in str(run("show", "--json").data["layers"])


MUMS = "another rhyme of four words"


@pytest.fixture
def mum(run: Run, tmp_path: Path, types: Callable[[str], None]) -> Path:
    """A second guardian with a passphrase of her own, there before loosening takes anybody."""
    path = tmp_path / "mum.toml"
    path.write_text(FRIEND.replace('"friend"', '"mum"'), encoding="utf-8")
    types(f"{MUMS}\n")
    assert run("layer", "passphrase", str(path)).code == 0
    assert run("layer", "add", str(path)).code == 0
    return path


def test_of_two_guardians_either_approves_and_nobody_else(
    run: Run, mum: Path, friend: Path, types: Callable[[str], None]
) -> None:
    assert "the passphrase of guardian `friend`, guardian `mum`" in run("set", "autonomy.shell", "host").err
    for guess in (f"{MUMS} ", f"{PASSPHRASE}{MUMS}", "a passphrase of my own"):
        types(f"{guess}\n")
        assert run("approve", "--all").code == 1
    assert run("get", "autonomy.shell").out == "ask_each\n"
    types(f"{MUMS}\n")
    assert run("approve", "--all").code == 0
    run("set", "autonomy.network", "open")
    types(f"{PASSPHRASE}\n")
    assert run("approve", "--all").code == 0
    assert [run("get", key).out for key in ("autonomy.shell", "autonomy.network")] == ["host\n", "open\n"]


def test_what_a_guardian_approved_goes_with_them_and_the_others_approvals_stay(
    run: Run, mum: Path, friend: Path, types: Callable[[str], None]
) -> None:
    for key, value, passphrase in (
        ("autonomy.shell", "host", MUMS),
        ("autonomy.network", "open", PASSPHRASE),
    ):
        run("set", key, value)
        types(f"{passphrase}\n")
        assert run("approve", key).code == 0
    run("layer", "remove", "friend")
    types("a passphrase of my own\n")
    assert run("approve", "friend").code == 1
    types(f"{MUMS}\n")
    assert run("approve", "friend").code == 0
    assert [layer["id"] for layer in run("show", "--json").data["layers"]] == ["society", "mum"]
    assert run("get", "autonomy.shell").out == "host\n"
    assert run("get", "autonomy.network").out == "allow_list\n"
    types(f"{PASSPHRASE}\n")
    assert run("approve", "--all").code == 1  # nobody's any more
    types(f"{MUMS}\n")
    assert run("approve", "--all").code == 0
    assert run("get", "autonomy.network").out == "open\n"


@pytest.fixture
def accomplice(run: Run, friend: Path, types: Callable[[str], None], tmp_path: Path) -> Path:
    """Another guardian's layer, with a passphrase that the person knows."""
    path = tmp_path / "accomplice.toml"
    path.write_text(FRIEND.replace('"friend"', '"accomplice"'), encoding="utf-8")
    types("a passphrase of my own\n")
    assert run("layer", "passphrase", str(path)).code == 0
    return path


def test_nobody_adds_a_second_person_of_their_own(run: Run, accomplice: Path) -> None:
    ran = run("layer", "add", str(accomplice))
    assert ran.code == 1
    assert "brings a passphrase of its own while loosening waits for guardian `friend`" in ran.err
    assert "accomplice" not in str(run("show", "--json").data["layers"])


def test_a_layer_of_one_run_approves_nothing(
    run: Run, accomplice: Path, types: Callable[[str], None]
) -> None:
    run("set", "autonomy.shell", "host")
    types("a passphrase of my own\n")
    assert run("approve", "--all", "--layer", str(accomplice)).code == 1
    assert run("get", "autonomy.shell", "--layer", str(accomplice)).out == "ask_each\n"


def test_the_file_of_a_layer_that_is_leaving_is_watched_too(run: Run, friend: Path, home: Path) -> None:
    run("layer", "remove", "friend")
    profile = open_profile(Named())
    assert (profile.layers, list(profile.leaving)) == ((), ["friend"])
    assert str(home / "layers" / "friend.toml") in ground(Named(), profile)


def test_where_an_administrator_set_layers_only_their_passphrases_count(
    run: Run, friend: Path, types: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    managed = tmp_path / "managed"
    managed.mkdir(mode=0o755)
    (managed / "work.toml").write_text('schema = 1\nid = "work"\nkind = "organisation"\ntitle = "Work"\n')
    (managed / "work.toml").chmod(0o644)
    monkeypatch.setenv("CONFIGURATOR_MANAGED", str(managed))
    assert "the machine's administrator has to set a passphrase" in run("set", "autonomy.shell", "host").err
    types(f"{PASSPHRASE}\n")
    assert run("approve", "--all").code == 1
    assert run("get", "autonomy.shell").out == "ask_each\n"


def test_without_the_library_an_approval_holds_nothing_and_says_what_to_install(
    run: Run, friend: Path, types: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("set", "autonomy.shell", "host")
    types(f"{PASSPHRASE}\n")
    run("approve", "--all")
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    signing.verifies.cache_clear()
    ran = run("explain", "autonomy.shell")
    assert run("get", "autonomy.shell").out == "ask_each\n"
    assert "pip install 'ai-behavior-configurator[signing]'" in " ".join(ran.out.split())


def test_a_passphrase_is_long_and_is_changed_only_by_who_knows_it(
    run: Run, tmp_path: Path, types: Callable[[str], None]
) -> None:
    path = tmp_path / "friend.toml"
    path.write_text(FRIEND, encoding="utf-8")
    types("too short\n")
    assert run("layer", "passphrase", str(path)).code == 2
    types(f"{PASSPHRASE}\n")
    assert run("layer", "passphrase", str(path)).code == 0
    kept = path.read_text(encoding="utf-8")
    assert kept.startswith(FRIEND)
    types("a guess of mine\nanother passphrase\n")
    assert run("layer", "passphrase", str(path)).code == 1
    assert path.read_text(encoding="utf-8") == kept


# --------------------------------------------------------------------- lapsing


def test_a_loosened_setting_lapses_after_its_days_and_is_renewed(run: Run, calendar: Clock) -> None:
    run("set", "autonomy.network", "open", "autonomy.shell", "never")
    calendar.goes_on(89)
    assert run("get", "autonomy.network").out == "open\n"
    calendar.goes_on(1)
    state = run("get", "autonomy.network", "--json").data
    assert (state["value"], state["asked"], state["held_by"]) == (
        "allow_list",
        "open",
        "oversight.relaxed_days",
    )
    assert run("get", "autonomy.shell").out == "never\n"  # what is tighter never lapses
    assert "`configurator renew autonomy.network`" in run("explain", "autonomy.network").out.replace(
        "\n  ", " "
    )
    assert run("renew", "--all").code == 0
    assert run("get", "autonomy.network").out == "open\n"
    calendar.goes_on(90)
    assert run("get", "autonomy.network").out == "allow_list\n"
    assert run("set", "autonomy.network", "open").code == 0  # asking the same again renews too
    assert run("get", "autonomy.network").out == "open\n"


def test_a_free_shell_makes_everything_lapse_sooner(run: Run, calendar: Clock) -> None:
    run("set", "autonomy.shell", "host")
    calendar.goes_on(30)
    assert run("get", "autonomy.shell").out == "ask_each\n"


def test_only_what_is_loosened_can_be_renewed(run: Run) -> None:
    run("set", "autonomy.shell", "never")
    assert run("renew", "autonomy.shell").code == 2
    assert run("renew").code == 2


def test_an_export_follows_a_lapse_and_a_check_finds_it(run: Run, calendar: Clock, tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    run("set", "autonomy.network", "open", "autonomy.shell", "sandbox")
    export = ("export", "claude-code", "json", "--root", str(root))
    run(*export)
    assert run(*export, "--check").code == 0
    calendar.goes_on(85)
    assert "2 loosened settings lapse soon, the first on 2030-05-30" in run(*export, "--check").err
    calendar.goes_on(5)
    ran = run(*export, "--check")
    assert ran.code == 1
    assert "2 loosened settings lapsed and are at their defaults: `autonomy.network`, `autonomy.shell`" in (
        ran.err.replace("`autonomy.shell`, `autonomy.network`", "`autonomy.network`, `autonomy.shell`")
    )
    run(*export)
    assert run(*export, "--check").code == 0


def test_marks_that_are_none_are_told_with_their_lines(run: Run, profile: Callable[[str], Path]) -> None:
    path = profile(
        'schema = 1\n[loosened.autonomy.shell]\non = "soon"\nsince = 3\n[leaving]\nschool = 4\n[loosened.a]\nb = 1\n'
    )
    ran = run("get", "autonomy.shell")
    assert ran.code == 2
    assert f"{path}:3: `on` has to be a date, not " in ran.err
    assert f"{path}:4: unknown key `since`" in ran.err
    assert f"{path}:6: `leaving.school` has to be a table" in ran.err
    assert f"{path}:8: `loosened.a.b` has to be a table" in ran.err
