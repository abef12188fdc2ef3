"""Whole outputs in Chinese, as somebody in front of a terminal reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from configurator.cli.output import cells, wrapped
from configurator.cli.verbs import VERBS
from configurator.messages import foreign
from configurator.store.language import speak
from tests.cli.conftest import Run

CHINESE = re.compile(r"[\u4e00-\u9fff]")

ENGLISH = re.compile(r"(?<![\w`./-])[a-z]{2,} (?:the|a|an|is|of|to|not|and|or|by|for|in) ")
"""The traces of an English sentence; names and values are no sentences."""


@pytest.fixture(autouse=True)
def _in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


def test_a_refusal(run: Run) -> None:
    ran = run("set", "autonomy.send_messages", "auto")
    assert ran.code == 1
    assert ran.err == (
        "错误：`autonomy.send_messages` 不能设为 `auto`：社会将其排除在外；"
        "允许的值：`never` 到 `known` [out-of-bounds]\n"
        "提示：最接近的允许值是 `known`；用 `configurator explain autonomy.send_messages` 查看原因\n"
    )


def test_a_change_and_what_is_held_because_of_it(run: Run) -> None:
    ran = run("set", "autonomy.shell", "host")
    assert ran.out == "autonomy.shell: ask_each → host\n"
    assert ran.err.startswith("这会放宽：\n  运行命令（autonomy.shell）：每次询问 → 本机任意命令\n")
    assert "警告：oversight.relaxed_days 受条件 `host` 限制：90 → 30\n提示：没有沙箱" in ran.err


def test_an_explanation(run: Run) -> None:
    lines = run("explain", "advice.medical", "clinician").out.splitlines()
    assert lines[:4] == [
        "医疗方面的回答 (advice.medical)",
        "  有关健康的回答可以结合个人情况到什么程度。",
        "",
        "  当前为 `general`，即默认值",
    ]
    assert "界限由谁设定" in lines
    assert "  社会允许：`general` 到 `options`" in lines
    assert "  society 设有门槛：`clinician` 须由机构类的层授权后才开放" in lines
    assert "    提问的确实是临床人员，只有医院之类的机构才能担保。" in lines
    assert lines[-3:] == [
        "要让 `clinician` 生效",
        "  - 须由机构类的层授权：社会为其设了门槛",
        "  最接近的允许值是 `options`",
    ]
    told = next(line for line in lines if "告诉 AI 的话" in line)
    assert told.endswith("symptoms or")  # what an AI is told stays as it was written


def test_violations_with_their_lines(run: Run, profile: Callable[[str], Path]) -> None:
    path = profile('schema = 1\n[preferences.autonomy]\nshell = "hots"\nsend_messages = "auto"\n')
    ran = run("check")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        f"{path}:3: `autonomy.shell`：`hots` 不在 `never`、`ask_each`、`allow_list`、`sandbox`、`host` 之中 [not-a-value]",
        "  提示：允许的值：`never` 到 `host`",
        f"{path}:4: `autonomy.send_messages` 不能设为 `auto`：社会将其排除在外；允许的值：`never` 到 `known` [out-of-bounds]",
        "  提示：最接近的允许值是 `known`；用 `configurator explain autonomy.send_messages` 查看原因",
    ]


def test_an_export_says_in_chinese_what_it_wrote_in_english(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    run("set", "autonomy.tools", "read_files,web_search")
    ran = run("export", "claude-code", "text", "--root", str(root))
    assert ran.code == 0
    assert ran.out.splitlines()[0] == f"新建：{root}/.claude/settings.json"
    assert re.search(r"^claude-code：\d+ 项强制执行、\d+ 项告知 AI、\d+ 项无法表达$", ran.err, re.MULTILINE)
    assert not ENGLISH.search(ran.err)
    for path in filter(Path.is_file, root.rglob("*")):
        assert not CHINESE.search(path.read_text(encoding="utf-8")), path
    coverage = run("export", "claude-code", "--root", str(root), "--json").data["targets"][0]["coverage"]
    assert coverage["money.model_budget"]["note"] == "只有 `claude -p` 可以设预算，以选项的形式"


def test_a_profile_file_and_its_journal_stay_english(run: Run, home: Path) -> None:
    run("preset", "apply", "developer")
    run("layer", "add", "eu")
    for path in (home / "profiles").iterdir():
        assert not CHINESE.search(path.read_text(encoding="utf-8")), path


def test_the_help_of_the_program(run: Run) -> None:
    out = run("--help").out
    assert out.startswith("用法：configurator [COMMAND] [OPTIONS]\n\n不带命令时打开终端界面。\n")
    assert not ENGLISH.search(out)
    for line in out.splitlines()[4 : 4 + sum(bool(verb.does) for verb in VERBS)]:
        assert CHINESE.search(line), line


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS if verb.does])
def test_the_help_of_a_verb(run: Run, verb: str) -> None:
    out = run(*verb.split(), "--help").out
    assert out.startswith(f"用法：configurator {verb}")
    assert "显示本帮助并退出" in out
    assert not ENGLISH.search(out)
    assert max(map(cells, out.splitlines())) <= 100


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("get",), "错误：缺少以下参数：KEY [usage]"),
        (("export", "json", "--scope", "x"), "错误：参数 --scope：无效的选择：`x`（可选："),
        (("journal", "restore", "x"), "错误：参数 ENTRY：无效的 int 值：`x` [usage]"),
        (("show", "--nope"), "错误：无法识别的参数：--nope [usage]"),
        (("show", "--profile"), "错误：参数 --profile：需要一个参数值 [usage]"),
        (("shwo",), "错误：没有名为 `shwo` 的命令 [usage]"),
        (("preset",), "错误：`preset` 之后需要写 `list`、`show`、`apply` 之一 [usage]"),
        (("check", "/nope"), "错误：配置文件 `/nope` 不存在 [unreadable]"),
        (("profile", "use", "A"), "错误：`A` 不能用作配置的名称 [usage]"),
        (("layer", "add", "eu2"), "错误：没有名为 `eu2` 的层 [unknown-layer]"),
        (("export", "codexx"), "错误：没有名为 `codexx` 的目标 [unknown-target]"),
    ],
)
def test_mistakes_on_the_command_line(run: Run, arguments: tuple[str, ...], says: str) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err.startswith(says)
    assert not ENGLISH.search(ran.err)


def test_a_file_that_is_no_toml(run: Run, profile: Callable[[str], Path]) -> None:
    path = profile("schema = 1\nlayers = [\n")
    assert run("show").err == f"错误：{path}:2:11: 配置文件不是有效的 TOML：文件末尾处：无效的值 [toml]\n"
    profile("schema = 1\n[a]\n[a]\n")
    assert "不能两次声明 (`a`,)" in run("show").err


def test_every_verb_that_lists_speaks_chinese(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("set", "style.length", "short")
    for verb in (
        "show",
        "targets",
        "preset list",
        "layer list",
        "journal show",
        "journal verify",
        "language",
        "diff",
    ):
        ran = run(*verb.split())
        assert ran.code == 0, verb
        assert CHINESE.search(ran.out + ran.err), verb
        assert not ENGLISH.search(ran.out + ran.err), verb


def test_columns_are_as_wide_as_they_look(run: Run) -> None:
    rows = run("layer", "list").out.splitlines()
    starts = {
        cells(row[: row.index(word)]) for row in rows for word in ("中国大陆", "欧盟", "中学") if word in row
    }
    assert len(starts) == 1


def test_wide_text_is_broken_where_it_may_be() -> None:
    text = "付款必须由付款人本人同意，“5000 欧元”的上限由本政策定。" * 4
    for width in range(40, 80):
        lines = wrapped(text, "  ", width)
        assert "".join(line.strip() for line in lines).replace(" ", "") == text.replace(" ", "")
        assert all(cells(line) <= width for line in lines)
        assert not any(line.strip()[0] in "，。”" for line in lines)


def test_a_schema_is_described_in_chinese_and_works_the_same(run: Run) -> None:
    chinese = run("policy", "schema").data
    assert chinese["title"] == "AI 行为设置的配置"
    english = json.loads(run("--lang", "en", "policy", "schema").out)
    assert chinese["properties"]["preferences"]["properties"].keys() == (
        english["properties"]["preferences"]["properties"].keys()
    )


def test_what_a_library_says_keeps_what_it_quotes() -> None:
    speak("zh-CN")
    assert foreign("expected `=` after a key in a key/value pair") == "键值对的键之后应有 `=`"
    assert foreign("something new about `{x}`") == "something new about `{x}`"
