"""Results are read as followed, not followed or not run; what is no result is an error."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from configurator.errors import ConfiguratorError, InvalidError, UnreadableError
from configurator.exporters.evals import reading
from configurator.exporters.evals.reading import read
from tests.unit.exporters.evals import results

WRITERS = [
    lambda kept: json.dumps(results.promptfoo(kept)).encode(),
    lambda kept: json.dumps(results.inspect(kept)).encode(),
    lambda kept: results.packed(results.inspect(kept)),
]


def verdicts(path: Path) -> dict[str, tuple[str, str]]:
    return {one.setting: (one.verdict, one.why) for one in read(str(path)).findings}


def put(path: Path, data: Any) -> str:
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return str(path)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    ("kept", "shell"),
    [
        ({"autonomy.shell": True, "style.length": True}, ("followed", "")),
        ({"autonomy.shell": False, "style.length": True}, ("not-followed", "")),
        ({"autonomy.shell": None, "style.length": True}, ("not-run", "not-judged")),
        ({"style.length": True}, ("not-run", "not-asked")),
    ],
)
def test_every_setting_of_the_suite_is_told(write: Any, kept: Any, shell: Any, tmp_path: Path) -> None:
    path = tmp_path / "results"
    put(path, write(kept))
    assert verdicts(path) == {
        "autonomy.shell": shell,
        "style.length": ("followed", ""),
        "style.note": ("not-run", "no-probe"),
    }
    assert read(str(path)).is_kept == (shell[0] != "not-followed")


def test_one_reply_that_does_not_is_enough(tmp_path: Path) -> None:
    one, other = (results.promptfoo({"autonomy.shell": kept}, model=f"m{kept}") for kept in (True, False))
    one["results"]["results"] += other["results"]["results"]
    report = read(put(tmp_path / "r", one))
    assert (report.findings[0].verdict, report.findings[0].runs, report.findings[0].followed) == (
        "not-followed", 2, 1,
    )  # fmt: skip
    assert report.models == ("mTrue", "mFalse")


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"failureReason": 2}, "not-run"),
        ({"gradingResult": None}, "not-run"),
        ({"gradingResult": {"componentResults": []}}, "not-run"),
        ({"success": False}, "not-followed"),
        ({"testCase": {"metadata": {"setting": "autonomy.shell", "value": "host"}}}, "not-run"),
        ({"testCase": {}}, "not-run"),
        (
            {"gradingResult": {"componentResults": [results._component(None), results._component(False)]}},
            "not-followed",
        ),
        (
            {"gradingResult": {"componentResults": [results._component(None), results._component(True)]}},
            "not-run",
        ),
    ],
)
def test_only_what_was_judged_counts(change: Any, verdict: str, tmp_path: Path) -> None:
    document = results.promptfoo({"autonomy.shell": True, "style.length": True})
    document["results"]["results"][0] |= change
    assert verdicts(Path(put(tmp_path / "r", document)))["autonomy.shell"][0] == verdict


def test_a_sample_that_broke_off_was_not_run(tmp_path: Path) -> None:
    log = results.inspect({"autonomy.shell": True, "style.length": True})
    log["samples"][0]["error"] = {"message": "it broke off"}
    assert verdicts(Path(put(tmp_path / "r", log)))["autonomy.shell"] == ("not-run", "not-judged")


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


def other_method(data: bytes) -> bytes:
    """The archive with every member said to be packed by Zstandard."""
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.find(mark)
        while at >= 0:
            data = data[: at + place] + (12345).to_bytes(2, "little") + data[at + place + 2 :]
            at = data.find(mark, at + 1)
    return data


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "json", "not valid JSON"),
        (b"{", "json", "not valid JSON"),
        (b"[" * 100_000, "json", "nested too deeply"),
        (b"\xff", "unreadable", "not text"),
        ([], "foreign-results", "no results"),
        ({}, "foreign-results", "no results"),
        ({"eval": {}}, "foreign-results", "no results"),
        ({"results": {"results": []}, "config": {}}, "foreign-results", "no results"),
        ({"results": {}, "config": {"metadata": {"configurator": 1}}}, "foreign-results", "no results"),
        ({"eval": {"metadata": {"configurator": {}}}}, "invalid", "something else"),
        (results.promptfoo({}), "invalid", "no test of the suite"),
        (results.inspect({"autonomy.shell": None}), "invalid", "no test of the suite"),
        (zipped(a=b"b"), "foreign-results", "no results"),
        (zipped(header__json=b"{}"), "foreign-results", "no results"),
        (zipped(header__json=b"nonsense"), "json", "not valid JSON"),
        (results.packed(results.inspect({"autonomy.shell": True}))[:200], "invalid", "damaged"),
        (other_method(zipped(header__json=b"{}")), "packed", "this Python cannot read"),
    ],
    ids=lambda part: part if isinstance(part, str) else "data",
)
def test_what_is_no_result_is_an_error(data: Any, name: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ConfiguratorError) as caught:
        read(put(tmp_path / "r", data))
    assert (caught.value.name, caught.value.exit_code) == (name, 2)
    assert says in caught.value.message


@pytest.mark.parametrize(
    "data", [b"setting,value\nautonomy.shell,host\n", b"results:\n  - a\n", b'{"a": 1}\n{"b": 2}\n']
)
def test_results_in_another_form_say_how_they_are_written_as_json(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(InvalidError) as caught:
        read(put(tmp_path / "r", data))
    assert "-o results.json" in (caught.value.hint or "")


@pytest.mark.parametrize("schema", [2, "1", None])
def test_a_suite_of_another_schema_is_refused(schema: Any, tmp_path: Path) -> None:
    document = results.promptfoo({"autonomy.shell": True})
    document["config"]["metadata"]["configurator"]["schema"] = schema
    with pytest.raises(InvalidError, match="schema"):
        read(put(tmp_path / "r", document))


@pytest.mark.parametrize("place", ["results", "told", "untested", "testCase", "componentResults", "provider"])
@pytest.mark.parametrize("value", [None, 3, "text", [1], {"a": 1}])
def test_results_of_another_shape_are_no_crash(place: str, value: Any, tmp_path: Path) -> None:
    def changed(found: Any) -> Any:
        if isinstance(found, dict):
            return {name: value if name == place else changed(inner) for name, inner in found.items()}
        return [changed(one) for one in found] if isinstance(found, list) else found

    path = put(tmp_path / "r", changed(results.promptfoo({"autonomy.shell": True})))
    with contextlib.suppress(InvalidError):
        assert read(path).findings


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = results.inspect({"autonomy.shell": True})
    log["eval"]["nothing"] = "x" * 10_000
    path = put(tmp_path / "r", results.packed(log))
    monkeypatch.setattr(reading, "LARGEST", 5000)
    with pytest.raises(InvalidError, match="unpacks to more"):
        read(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="does not exist"):
        read(str(tmp_path / "none"))


def test_the_suite_is_known_by_what_it_told(tmp_path: Path) -> None:
    """Results at another value say nothing about the value that the suite told."""
    made = results.some_suite()
    other = replace(made, tests=[replace(test, value="other") for test in made.tests])
    document = results.promptfoo({"autonomy.shell": True}, other)
    document["config"]["metadata"] = made.metadata
    with pytest.raises(InvalidError, match="no test of the suite"):
        read(put(tmp_path / "r", document))
