"""The policy's texts in another language; a language that is missing."""

from __future__ import annotations

from tests.cli.conftest import Run


def test_titles_and_reasons_are_shown_in_the_language_asked_for(run: Run) -> None:
    out = run("explain", "autonomy.shell", "--lang", "zh-CN").out
    assert out.startswith("运行命令 (autonomy.shell)")
    assert "对话对象" in run("show", "audience", "--lang", "zh_cn").out
    assert run("preset", "list", "--json", "--lang", "zh-CN").data[1]["title"] == "谨慎（默认）"


def test_a_language_changes_no_value(run: Run) -> None:
    english, chinese = run("show", "--json"), run("show", "--json", "--lang", "zh-CN")
    for key, state in english.data["settings"].items():
        other = chinese.data["settings"][key]
        assert {**state, "permitted": None} == {**other, "permitted": None}


def test_a_language_that_is_missing_is_an_error_that_names_those_there_are(run: Run) -> None:
    ran = run("show", "--lang", "xx")
    assert ran.code == 2
    assert ran.err == (
        "error: there is no translation into `xx` [unknown-locale]\nhint: there are `en`, `zh-CN`\n"
    )
    assert run("get", "autonomy.shell", "--lang", "zh-CM").code == 2
