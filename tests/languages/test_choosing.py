"""Which language is spoken: the option, the variable, the setting, the environment, English."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from configurator import messages
from configurator.messages import best
from configurator.store.language import LOCALE, VARIABLE, speak
from tests.cli.conftest import Run
from tests.languages.conftest import Translate

KNOWN = ("en", "zh-CN", "de", "pt-BR")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("zh-CN", "zh-CN"),
        ("ZH_cn", "zh-CN"),
        ("zh_CN.UTF-8", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh_SG.UTF-8", "zh-CN"),
        ("zh-Hans", "zh-CN"),
        ("zh_TW.UTF-8", ""),
        ("zh-Hant", ""),
        ("zh-CM", ""),
        ("de_AT.UTF-8@euro", "de"),
        ("pt", "pt-BR"),
        ("pt_PT", "pt-BR"),
        ("en_GB.UTF-8", "en"),
        ("C", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("xx", ""),
        ("english", ""),
        ("", ""),
        ("../../etc", ""),
    ],
)
def test_the_best_language_for_a_wish(wanted: str, found: str) -> None:
    assert best(wanted, KNOWN) == found


OPTION, STORED = "--lang", "language"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LC_ALL": "zh_CN.UTF-8", STORED: "en"}, "en"),
        ({STORED: "en", VARIABLE: "zh-CN"}, "zh-CN"),
        ({VARIABLE: "zh-CN", OPTION: "en"}, "en"),
        ({OPTION: "zh-CN"}, "zh-CN"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C", "LC_ALL": ""}, "en"),
        ({VARIABLE: "xx"}, "en"),
        ({STORED: "xx"}, "en"),
        ({STORED: "\x00\x1b[31m"}, "en"),
    ],
)
def test_the_nearest_wish_counts(
    home: Path, monkeypatch: pytest.MonkeyPatch, run: Run, asked: Mapping[str, str], spoken: str
) -> None:
    for name, value in asked.items():
        if name in (VARIABLE, *LOCALE):
            monkeypatch.setenv(name, value)
    if STORED in asked:
        home.mkdir(parents=True, exist_ok=True)
        (home / "language").write_text(f"{asked[STORED]}\n", encoding="utf-8")
    speak(asked.get(OPTION, ""))
    assert messages.language() == spoken
    option = [OPTION, asked[OPTION]] if OPTION in asked else []
    ran = run("show", "audience", *option)
    assert ran.code == 0
    assert ("对话对象" in ran.out) == (spoken == "zh-CN")
    assert ("配置 default" in ran.err) == (spoken == "zh-CN")


def test_a_setting_that_is_a_folder_stops_nobody(home: Path, run: Run) -> None:
    (home / "language").mkdir(parents=True)
    assert run("get", "autonomy.shell").out == "ask_each\n"


def test_an_option_that_nobody_knows_is_an_error_wherever_it_stands(run: Run) -> None:
    for arguments in (("--lang", "xx", "show"), ("show", "--lang=xx"), ("language", "--lang", "xx")):
        ran = run(*arguments)
        assert ran.code == 2
        assert "there is no translation into `xx` [unknown-locale]" in ran.err


def test_a_language_set_once_is_kept_until_it_is_reset(home: Path, run: Run) -> None:
    assert run("language").out == "en\n"
    ran = run("language", "zh_CN")
    assert (ran.code, ran.out) == (0, "zh-CN\n")
    assert "由你设定" in ran.err
    assert (home / "language").read_text(encoding="utf-8") == "zh-CN\n"
    assert run("language", "--json").data == {
        "language": "zh-CN",
        "from": "setting",
        "known": ["en", "zh-CN"],
    }
    assert "警告" not in run("get", "autonomy.shell").err
    assert run("get", "nope").err.startswith("错误：没有名为 `nope` 的设置")
    assert run("--lang", "en", "get", "nope").err.startswith("error: ")
    assert run("language", "--reset").out == "en\n"
    assert not (home / "language").exists()
    assert run("language", "--reset").code == 0


def test_a_language_that_nobody_knows_cannot_be_set(home: Path, run: Run) -> None:
    ran = run("language", "zh-CM")
    assert (ran.code, ran.err) == (
        2,
        "error: there is no translation into `zh-CM` [unknown-locale]\nhint: did you mean `zh-CN`?\n",
    )
    assert run("language", "zh-CN", "--reset").code == 2
    assert not (home / "language").exists()


def test_remembered_answers_do_not_cross_languages(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    english = [run("show", "autonomy").out for _ in range(2)]
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    chinese = [run("show", "autonomy").out for _ in range(2)]
    assert len({*english, *chinese}) == 2


def test_a_language_changes_neither_values_nor_units_in_json(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = run("show", "--json").out
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert run("show", "--json").out == english


# ------------------------------------------------------------- another language


def test_another_language_needs_no_code(
    translate: Translate, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    translate("de", {"error:": "Fehler:", "unknown setting `{key}`": "keine Einstellung heißt `{key}`"})
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    ran = run("get", "nope")
    assert ran.err.startswith("Fehler: keine Einstellung heißt `nope` [unknown-setting]\nhint: ")
    assert run("language", "--json").data["known"] == ["en", "de", "zh-CN"]
    assert run("--lang", "de", "get", "autonomy.shell").code == 0  # the policy has no German, and need not


def test_an_own_catalogue_goes_before_the_shipped_one_and_falls_back_on_it(
    translate: Translate, run: Run
) -> None:
    translate("zh-CN", {"error:": "出错："})
    assert run("--lang", "zh-CN", "get", "nope").err.startswith("出错：没有名为 `nope` 的设置")


@pytest.mark.parametrize("broken", ["{nope}", "{key.nope}", "{", "{0}"])
def test_a_translation_with_wrong_fields_is_english(translate: Translate, run: Run, broken: str) -> None:
    translate("de", {"unknown setting `{key}`": broken})
    assert "unknown setting `nope`" in run("--lang", "de", "get", "nope").err


@pytest.mark.parametrize(
    "data", [b"", b"no catalogue", b"\xde\x12\x04\x95", b"\xde\x12\x04\x95" + b"\xff" * 40]
)
def test_a_catalogue_that_is_none_is_english(home: Path, run: Run, data: bytes) -> None:
    path = home / "locale" / "de" / "LC_MESSAGES" / "configurator.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    assert run("--lang", "de", "get", "nope").err.startswith("error: unknown setting `nope`")
