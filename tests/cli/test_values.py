"""show, get, set and reset, as a person meets them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from configurator.errors import RefusedError
from configurator.session.opening import Named, open_session
from configurator.tui.plain_values import spelled
from tests.cli.conftest import Run


def test_a_choice_outside_bounds_is_refused_with_blame_and_the_nearest_value(run: Run, home: Path) -> None:
    ran = run("set", "autonomy.send_messages", "auto")
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err == (
        "error: `autonomy.send_messages` cannot be `auto`: society leaves it out; "
        "permitted are `never` to `known` [out-of-bounds]\n"
        "hint: the nearest permitted value is `known`; "
        "`configurator explain autonomy.send_messages` says why\n"
    )
    assert not (home / "profiles").exists()


def test_setting_is_all_or_nothing(run: Run, home: Path) -> None:
    ran = run("set", "autonomy.shell", "never", "autonomy.send_messages", "auto", "content.sexual", "wild")
    assert ran.code == 2
    assert "out-of-bounds" in ran.err
    assert "not-a-value" in ran.err
    assert not (home / "profiles" / "default.toml").exists()


def test_set_says_what_changed_and_what_is_held(run: Run) -> None:
    ran = run("set", "audience.age_group", "child", "--json")
    assert ran.code == 0
    assert ran.data["changed"] == {"audience.age_group": {"from": None, "to": "child"}}
    assert ran.data["held"]["autonomy.shell"]["from"] == "ask_each"
    assert ran.data["held"]["autonomy.shell"]["to"] == "never"
    assert ran.data["held"]["autonomy.shell"]["by"] == "child"


def test_a_preference_held_by_a_condition_is_kept_and_comes_back(run: Run) -> None:
    run("set", "autonomy.shell", "host", "audience.age_group", "child")
    held = run("get", "autonomy.shell", "--json").data
    assert (held["value"], held["asked"], held["origin"], held["held_by"]) == (
        "never",
        "host",
        "held",
        "child",
    )
    run("set", "audience.age_group", "adult_declared")
    assert run("get", "autonomy.shell").out == "host\n"


def test_a_dry_run_writes_nothing(run: Run, home: Path) -> None:
    ran = run("set", "style.length", "short", "--dry-run")
    assert ran.out == "style.length: match → short\n"
    assert not (home / "profiles").exists()


def test_sets_take_items_to_add_and_remove(run: Run) -> None:
    assert run("set", "autonomy.tools", "read_files,shell").code == 0
    assert run("set", "autonomy.tools", "+web_search,-shell").code == 0
    assert run("get", "autonomy.tools").out == "read_files\nweb_search\n"
    assert run("set", "autonomy.tools", "-web_search").code == 0
    assert run("get", "autonomy.tools").out == "read_files\n"
    assert run("set", "autonomy.tools", "").code == 0
    assert run("get", "autonomy.tools", "--json").data["value"] == []


@pytest.mark.parametrize(
    ("arguments", "slug"),
    [
        (("set", "autonomy.shel", "never"), "unknown-setting"),
        (("set", "autonomy.shell", "nevr"), "not-a-value"),
        (("set", "autonomy.max_steps", "3.0"), "not-a-value"),
        (("set", "autonomy.max_steps", "true"), "not-a-value"),
        (("set", "autonomy.max_steps", "\uff11\uff12"), "not-a-value"),
        (("set", "autonomy.tools", "shell,shell"), "not-a-value"),
        (("set", "autonomy.tools", "shell,+email"), "usage"),
        (("set", "style.note", "a\x1b[31mb"), "not-a-value"),
        (("set", "autonomy.shell"), "usage"),
        (("set", "autonomy.shell", "never", "autonomy.shell", "never"), "usage"),
        (("get", "autonomy.shel"), "unknown-setting"),
        (("reset",), "usage"),
        (("frobnicate",), "usage"),
        (("preset", "aply"), "usage"),
        (("show", "nonsense"), "usage"),
        (("get", "autonomy.shell", "--profile", "../x"), "usage"),
        (("get", "autonomy.shell", "--profile", "absent"), "unreadable"),
        (("get", "autonomy.shell", "--policy", "/nonexistent"), "unreadable"),
        (("get", "autonomy.shell", "--layer", "scool"), "unknown-layer"),
    ],
)
def test_bad_input_is_one_clear_error_and_exit_two(
    run: Run, home: Path, arguments: tuple[str, ...], slug: str
) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    first = ran.err.splitlines()[0]
    assert first.startswith("error: ")
    assert first.endswith(f"[{slug}]")
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err
    assert not (home / "profiles" / "default.toml").exists()


@pytest.mark.parametrize("digits", [31, 40, 41, 4000, 4300])
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_number_of_any_length_is_out_of_bounds_on_every_path(
    run: Run, profile: Callable[[str], Path], sign: str, digits: int
) -> None:
    word, key = sign + "9" * digits, "autonomy.max_steps"
    nearest = 1 if sign else 500
    typed = run("set", key, word)
    assert typed.code == 1
    assert typed.err.splitlines()[0].endswith("[out-of-bounds]")
    assert f"the nearest permitted value is `{nearest}`" in typed.err
    with pytest.raises(RefusedError) as caught:
        open_session(Named()).choose({key: int(word)})
    assert caught.value.name == "out-of-bounds"
    assert spelled(open_session(Named()).setting(key), 1, word) == int(word)  # in the app
    path = profile(f"schema = 1\n[preferences.autonomy]\nmax_steps = {word}\n")
    (violation,) = run("check", str(path), "--json").data["files"][0]["violations"]
    assert (violation["kind"], violation["nearest"]) == ("out-of-bounds", nearest)


@pytest.mark.parametrize("digits", [4301, 10**5])
def test_a_number_that_no_file_can_hold_is_none_at_once(
    run: Run, profile: Callable[[str], Path], digits: int
) -> None:
    before = time.process_time()
    assert run("set", "autonomy.max_steps", "9" * digits).code == 2
    path = profile(f"schema = 1\n[preferences.autonomy]\nmax_steps = {'9' * digits}\n")
    assert run("check", str(path)).code == 2
    assert time.process_time() - before < 2


def test_did_you_mean_names_the_close_one(run: Run) -> None:
    assert "did you mean `autonomy.shell`?" in run("set", "autonomy.shel", "never").err
    assert "did you mean `never`?" in run("set", "autonomy.shell", "nevr").err
    assert "did you mean `school`?" in run("show", "--layer", "scool").err


def test_reset_goes_back_to_the_default(run: Run) -> None:
    run("set", "style.length", "short", "style.bluntness", "blunt")
    assert run("reset", "style.length").out == "style.length: short → match (default)\n"
    assert run("reset", "--all").code == 0
    assert run("show", "--changed", "--json").data["settings"] == {}


def test_comments_order_and_blank_lines_survive_a_save(run: Run, profile: Callable[[str], Path]) -> None:
    text = (
        "# mine\nschema = 1\n\nlayers = []   # none yet\n\n[preferences.style]\n"
        '# I like it short\nlength = \'short\'\n\n\nbluntness = "blunt"\n\n[preferences.autonomy]\nshell = "never"\n'
    )
    path = profile(text)
    run("set", "style.bluntness", "gentle")
    assert path.read_text(encoding="utf-8") == text.replace('"blunt"', '"gentle"')


def test_a_set_keeps_the_persons_layout(run: Run, profile: Callable[[str], Path]) -> None:
    text = 'schema = 1\n[preferences.autonomy]\ntools = [\n  "read_files",  # to look\n  "shell",\n]\n'
    path = profile(text)
    run("set", "autonomy.tools", "+web_search")
    after = path.read_text(encoding="utf-8")
    assert "# to look" in after
    assert run("get", "autonomy.tools").out.split() == ["read_files", "shell", "web_search"]


def test_a_profile_with_a_misspelled_tightening_is_not_acted_on(
    run: Run, profile: Callable[[str], Path]
) -> None:
    profile('schema = 1\n[preferences.autonomy]\nshel = "never"\n')
    for arguments in (("show",), ("get", "autonomy.shell"), ("set", "style.length", "short")):
        ran = run(*arguments)
        assert ran.code == 2
        assert "default.toml:3: `autonomy.shel`" in ran.err
        assert ran.err.splitlines()[0].endswith("[unknown-setting]")
        assert "did you mean `autonomy.shell`?" in ran.err
    assert run("reset", "autonomy.shel").code == 0
    assert run("get", "autonomy.shell").out == "ask_each\n"


def test_global_options_stand_before_or_after_the_verb(run: Run) -> None:
    before = run("--layer", "school", "--json", "get", "advice.homework")
    after = run("get", "advice.homework", "--json", "--layer", "school")
    assert before.out == after.out
    assert before.data["permitted"] == {"tightest": "hints", "loosest": "examples"}


def test_json_of_show_has_the_documented_shape(run: Run) -> None:
    data = run("show", "--json").data
    assert list(data) == ["schema", "profile", "policy", "layers", "settings"]
    assert data["layers"] == [{"id": "society", "kind": "society"}]
    assert len(data["settings"]) == 77
    assert list(data["settings"]["autonomy.shell"]) == [
        "value",
        "asked",
        "default",
        "origin",
        "held_by",
        "permitted",
    ]
    assert data["settings"]["autonomy.time_limit"]["permitted"] == {
        "tightest": 5,
        "loosest": 1440,
        "step": 5,
        "unit": "minute",
    }


def test_a_remembered_answer_is_the_same_and_is_dropped_when_the_profile_changes(run: Run) -> None:
    first = run("show", "--json").out
    assert run("show", "--json").out == first
    run("set", "style.length", "short")
    assert run("get", "style.length").out == "short\n"


def test_output_has_no_colour_when_it_is_no_terminal(run: Run) -> None:
    run("set", "style.length", "short")
    assert "\x1b" not in run("show").out
