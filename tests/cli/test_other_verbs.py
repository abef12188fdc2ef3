"""explain, check, diff, preset, profile, layer, policy, completion."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from configurator.cli.completing import SCRIPTS, candidates
from configurator.cli.verbs import VERBS
from configurator.policyfile.folder import shipped_folder
from tests.cli.conftest import Run


def test_explain_names_layer_reason_source_line_and_what_it_takes(run: Run) -> None:
    out = run("explain", "autonomy.send_messages", "auto").out
    assert "society: permits `never` to `known`  ← leaves out `auto`" in out
    assert "source: OpenAI Model Spec" in out
    assert "society.toml:" in out
    assert "society would have to move its bounds" in out
    assert "the nearest permitted value is `known`" in out


def test_explain_says_which_condition_holds_and_what_would_free_it(run: Run) -> None:
    run("set", "content.profanity", "free")
    data = run("explain", "content.profanity", "--json").data
    assert (data["value"], data["asked"], data["held_by"]) == ("never", "free", "minor")
    firing = [c for c in data["conditions"] if c["fires"]]
    assert [c["id"] for c in firing] == ["minor"]
    assert firing[0]["because"] == {"audience.age_group": "teen"}
    assert data["needed"] == [
        "`audience.age_group` would have to be looser than `teen`; it is `teen` (condition `minor`)"
    ]


def test_explain_tells_who_could_grant_a_gated_value(run: Run) -> None:
    out = run("explain", "advice.medical", "clinician").out
    assert "`clinician` is closed until a layer of kind organisation grants it" in out
    assert "a layer of kind organisation would have to grant it" in out
    granted = run("explain", "advice.medical", "clinician", "--layer", "hospital").out
    assert "`clinician` is granted" in granted


@pytest.mark.parametrize("character", ["\x7f", "\x9b", "\u202e", "\u2028", "\U000e0041"])
def test_what_a_terminal_would_obey_stands_escaped_in_json(run: Run, tmp_path: Path, character: str) -> None:
    path = tmp_path / "p.toml"
    path.write_text(
        f'schema = 1\n[preferences.style]\nnote = "{character.encode("unicode_escape").decode()}"\n'.replace(
            "\\x", "\\u00"
        )
    )
    ran = run("check", str(path), "--json")
    assert character not in ran.out
    assert ran.data["files"][0]["violations"][0]["asked"] == character


def test_the_schema_of_profiles_can_be_shown_on_a_terminal(run: Run) -> None:
    assert run("policy", "schema").out.replace("\n", "").isprintable()


def test_a_policy_is_compared_with_another_and_only_a_wider_one_is_exit_1(run: Run) -> None:
    folder = shipped_folder()
    assert run("policy", "compare", folder) == (0, "the second policy permits the same as the first\n", "")
    assert run("policy", "compare", folder, folder, "--second-layer", "school").code == 0
    ran = run("policy", "compare", folder, folder, "--first-layer", "school")
    assert ran.code == 1
    assert ran.out.startswith("the second policy is wider than the first\nonly the second permits:\n")
    assert "only the first permits" not in ran.out
    both = run("policy", "compare", folder, "--layer", "school", "--second-layer", "hospital", "--json")
    assert (both.code, both.data["relation"]) == (1, "neither")
    assert [one["id"] for one in both.data["policies"][1]["layers"]] == ["society", "hospital", "school"]


def test_a_counterexample_is_a_profile_that_check_judges_so(run: Run, tmp_path: Path) -> None:
    found = run("policy", "compare", shipped_folder(), "--second-layer", "hospital", "--json").data
    path = tmp_path / "p.toml"
    for side, code, with_layer in (("wider", 1, 0), ("narrower", 0, 1)):
        for one in found[side]:
            path.write_text(one["toml"], encoding="utf-8")
            assert run("check", str(path)).code == code
            ran = run("check", str(path), "--layer", "hospital", "--json")
            assert ran.code == with_layer
            if with_layer:
                assert one["key"] in [v["key"] for v in ran.data["files"][0]["violations"]]
    said = run("policy", "compare", shipped_folder(), "--second-layer", "hospital", "--counterexample")
    assert (said.out, said.err, said.code) == (found["wider"][0]["toml"], "", 1)


def test_a_policy_that_cannot_be_read_is_compared_with_nothing(run: Run, tmp_path: Path) -> None:
    for arguments in ((str(tmp_path / "no"),), (shipped_folder(), "--first-layer", "no_such")):
        ran = run("policy", "compare", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("error: ")


def test_check_lists_every_violation_with_its_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(
        "schema = 1\n\n[preferences.autonomy]\nsend_messages = 'auto'\nshel = 'never'\nmax_steps = 3.0\n"
        "[preferences.content]\nprofanity = 'free'\n"
    )
    ran = run("check", str(path), "--json")
    assert ran.code == 1
    found = ran.data["files"][0]["violations"]
    assert [(v["key"], v["kind"], v["line"], v["nearest"], v["blamed"]) for v in found] == [
        ("autonomy.send_messages", "out-of-bounds", 4, "known", "society"),
        ("autonomy.shel", "unknown-setting", 5, None, "catalogue"),
        ("autonomy.max_steps", "not-a-value", 6, None, "catalogue"),
        ("content.profanity", "condition", 8, "never", "minor"),
    ]
    assert run("check", str(path), "--json").out == ran.out


def test_check_speaks_to_code_hosts(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text("schema = 1\n[preferences.autonomy]\nsend_messages = 'auto'\n")
    github = run("check", str(path), "--format", "github")
    assert github.code == 1
    assert github.out.startswith(f"::error file={path},line=3,title=out-of-bounds::`autonomy.send_messages`")
    sarif = run("check", str(path), "--format", "sarif").data
    result = sarif["runs"][0]["results"][0]
    assert result["ruleId"] == "out-of-bounds"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}


def test_check_of_a_missing_file_is_exit_two(run: Run) -> None:
    assert run("check", "absent.toml").code == 2
    assert run("check").code == 0


def test_diff_says_which_way_each_setting_differs(run: Run) -> None:
    run("set", "autonomy.shell", "host", "autonomy.network", "off")
    data = run("diff", "--json").data
    assert data["settings"]["autonomy.shell"] == {"from": "ask_each", "to": "host", "direction": "looser"}
    assert data["settings"]["autonomy.network"]["direction"] == "tighter"
    assert "autonomy.shell" in run("diff", "preset:developer").out


def test_presets_apply_whole_or_not_at_all(run: Run, home: Path) -> None:
    ids = [preset["id"] for preset in run("preset", "list", "--json").data]
    assert len(ids) == 8
    refused = run("preset", "apply", "ward_nurse")
    assert refused.code == 1
    assert "`--with-layers` adds what is missing" in refused.err
    assert not (home / "profiles" / "default.toml").exists()
    assert run("preset", "apply", "ward_nurse", "--with-layers").code == 0
    assert run("get", "advice.medical").out == "clinician\n"


@pytest.mark.parametrize(
    "preset", ["balanced", "cautious", "creative_writer", "developer", "researcher", "security_tester"]
)
def test_every_shipped_preset_holds_as_it_says(run: Run, preset: str) -> None:
    assert run("preset", "apply", preset, "--only").code == 0
    shown = run("preset", "show", preset, "--json").data
    settings = run("show", "--json").data["settings"]
    for key, raw in shown["preferences"].items():
        value = settings[key]["value"]
        assert (sorted(value) if isinstance(value, list) else value) == (
            sorted(raw) if isinstance(raw, list) else raw
        )
    assert run("check").code == 0


def test_profiles_are_made_used_copied_and_deleted(run: Run) -> None:
    assert run("profile", "create", "work").code == 0
    assert run("profile", "create", "work").code == 1
    assert run("profile", "use", "work").code == 0
    run("set", "style.length", "short")
    assert run("get", "style.length", "--profile", "default").out == "match\n"
    assert run("profile", "copy", "work", "play").code == 0
    assert run("get", "style.length", "--profile", "play").out == "short\n"
    assert run("profile", "delete", "work").code == 1
    assert run("profile", "delete", "play").code == 0
    assert run("profile", "list").out.split() == ["default", "*", "work"]
    assert run("profile", "use", "absent").code == 2


def test_layers_say_what_they_change(run: Run) -> None:
    run("set", "audience.age_group", "adult_declared", "advice.homework", "full")
    ran = run("layer", "add", "school")
    assert ran.code == 0
    assert "audience.age_group" in ran.out
    assert "held by school" in ran.out
    assert run("get", "advice.homework").out == "examples\n"
    assert run("layer", "remove", "school").code == 0
    assert run("get", "advice.homework").out == "full\n"


def test_the_shipped_policy_has_nothing_to_mend(run: Run) -> None:
    assert run("policy", "lint").out == ""


def test_the_compiled_policy_is_current(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "policies"
    shutil.copytree(shipped_folder(), copy)
    (copy / "compiled.json").unlink()
    assert run("policy", "lint", str(copy), "--compile").code == 0
    shipped = Path(shipped_folder(), "compiled.json").read_bytes()
    assert (copy / "compiled.json").read_bytes() == shipped, (
        "run `configurator policy lint policies --compile`"
    )


def test_the_schema_refuses_what_check_refuses(run: Run) -> None:
    from jsonschema import Draft202012Validator

    schema = run("policy", "schema").data
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    good = {"schema": 1, "preferences": {"autonomy": {"shell": "host", "tools": ["shell"]}}}
    assert validator.is_valid(good)
    for bad in (
        {"shell": "rm"},
        {"send_messages": "auto"},
        {"shel": "never"},
        {"max_steps": 0},
        {"tools": ["x"]},
    ):
        assert not validator.is_valid({"schema": 1, "preferences": {"autonomy": bad}})
    shell = schema["properties"]["preferences"]["properties"]["autonomy"]["properties"]["shell"]
    assert shell["title"]
    assert shell["default"] == "ask_each"


def test_every_verb_has_help(run: Run) -> None:
    overview = run("--help").out
    for verb in VERBS:
        if verb.does:
            assert f"  {verb.name}" in overview
            helped = run(*verb.name.split(), "--help")
            assert helped.code == 0
            assert "usage: configurator" in helped.out


def test_the_shell_gets_words_that_fit() -> None:
    assert "set" in candidates(["se"])
    assert candidates(["set", "autonomy.she"]) == ["autonomy.shell"]
    assert candidates(["set", "autonomy.send_messages", ""]) == ["never", "draft", "ask_each", "known"]
    assert candidates(["set", "autonomy.shell", "never", "style.len"]) == ["style.length"]
    assert "+shell" in candidates(["set", "autonomy.tools", "+"])
    assert candidates(["preset", "apply", "dev"]) == ["developer"]
    assert candidates(["--layer", "sch"]) == ["school"]
    assert candidates(["--json", "policy", ""]) == ["lint", "compare", "schema", "show"]
    assert candidates(["policy", "compare", ""]) == ["@files"]
    assert candidates(["policy", "compare", "--first-layer", "sch"]) == ["school"]
    assert "--dry-run" in candidates(["set", "--d"])


@pytest.mark.parametrize("shell", list(SCRIPTS))
def test_completion_scripts_are_valid_for_their_shell(run: Run, tmp_path: Path, shell: str) -> None:
    script = tmp_path / f"completion.{shell}"
    script.write_text(run("completion", shell).out)
    if program := shutil.which(shell):
        done = subprocess.run([program, "-n", str(script)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    else:
        pytest.skip(f"{shell} is not installed")


def test_bash_completes_a_value(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "c.bash"
    script.write_text(
        run("completion", "bash").out
        + 'configurator() { printf "never\\nask_each\\n"; }\n'
        + 'COMP_WORDS=(configurator set autonomy.shell ""); COMP_CWORD=3; _configurator\n'
        + 'printf "%s " "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["bash", str(script)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["never", "ask_each"]


def test_json_on_stdout_is_one_document(run: Run) -> None:
    for arguments in (
        ("show",),
        ("check",),
        ("diff",),
        ("preset", "list"),
        ("profile", "list"),
        ("layer", "list"),
    ):
        json.loads(run(*arguments, "--json").out)


def test_no_argument_without_a_terminal_is_a_clear_error(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "the app needs a terminal" in ran.err


def test_diff_of_bounds_says_what_moved_since_the_last_save(run: Run, tmp_path: Path) -> None:
    policy = tmp_path / "policy"
    shutil.copytree(shipped_folder(), policy, ignore=shutil.ignore_patterns("compiled.json"))
    given = ("--policy", str(policy))
    assert run("diff", "--bounds", *given, "--json").data["bounds"] is None
    assert "nobody knows" in run("diff", "--bounds", *given).err
    run("set", "autonomy.shell", "sandbox", *given)
    assert run("diff", "--bounds", *given, "--json").data["bounds"] == []
    society = policy / "society.toml"
    text = society.read_text(encoding="utf-8")
    begin = text.index('key = "autonomy.shell"')
    society.write_text(
        text[:begin] + text[begin:].replace('loosest = "host"', 'loosest = "ask_each"', 1), encoding="utf-8"
    )
    ran = run("diff", "--bounds", *given)
    assert ran.code == 0
    assert "autonomy.shell  `never` to `host` → `never` to `ask_each`  sandbox → ask_each  society" in ran.out
    assert "1 setting has other bounds; 1 is held now" in ran.err
    [moved] = run("diff", "--bounds", *given, "--json").data["bounds"]
    assert moved["key"] == "autonomy.shell"
    assert moved["permitted"]["to"]["loosest"] == "ask_each"
    assert moved["value"] == {"from": "sandbox", "to": "ask_each"}
    assert (moved["held_by"], moved["by"]) == ("society", ["society"])
    assert run("diff", "preset:balanced", "--bounds", *given).code == 2
    run("set", "style.length", "short", *given)
    assert run("diff", "--bounds", *given).out == ""


def test_the_matrix_names_every_setting_and_what_judged_each_target(run: Run) -> None:
    out = run("targets", "--matrix").out
    assert "\n| `autonomy.subagents` | E | E/T | E/T | " in out
    assert re.search(r"`T` for every setting: .*`promptfoo`, .*`json`", out)
    assert "| `codex` | Codex CLI 0.169.0 | the client itself |" in out
    data = run("targets", "--matrix", "--json").data
    assert data["settings"]["autonomy.shell"]["codex"] == {"levels": ["enforced"], "rounded": True}
    assert {target["oracle"]["kind"] for target in data["targets"]} <= {
        "client", "class", "schema", "parser", "none",
    }  # fmt: skip
