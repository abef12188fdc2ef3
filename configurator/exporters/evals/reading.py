"""Results of a suite, read back: which settings a model kept to.

promptfoo's results are one JSON file. Inspect's log is one too, or an archive of such
files (``.eval``), of which those are read that Python can unpack.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from configurator.domain.frozen import dataclass
from configurator.errors import InvalidError, Where
from configurator.exporters.evals.suite import MARK, SCHEMA
from configurator.files.read import decoded, read_bytes
from configurator.messages import _, later

Verdict = Literal["followed", "not-followed", "not-run"]

LARGEST = 1 << 28
"""Bytes of the largest results that are read. A log of Inspect takes some 20 kB for each setting."""

_NOT_JUDGED, _NOT_ASKED = "not-judged", "not-asked"

_WHAT = later("the file of results")


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one setting at the value that was told: of ``runs`` replies that were
    judged, ``followed`` kept to it. ``why`` is why none was judged, by its name."""

    setting: str
    value: str
    runs: int = 0
    followed: int = 0
    why: str = ""

    @property
    def verdict(self) -> Verdict:
        """Followed only where every reply kept to it."""
        if not self.runs:
            return "not-run"
        return "followed" if self.followed == self.runs else "not-followed"


@dataclass(frozen=True, slots=True)
class Report:
    """The results in one file: by which tool, of which models, setting by setting."""

    path: str
    tool: Literal["promptfoo", "inspect"]
    models: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def is_kept(self) -> bool:
        """Whether no setting was found not to be followed."""
        return all(finding.verdict != "not-followed" for finding in self.findings)

    @property
    def is_whole(self) -> bool:
        """Whether there is a verdict on every setting that the suite has a test for."""
        return all(finding.why not in (_NOT_JUDGED, _NOT_ASKED) for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Run:
    """One reply: None where it was not judged."""

    setting: str
    value: str
    model: str
    kept: bool | None


def read(path: str) -> Report:
    """The results at ``path``.

    Raises UnreadableError, and InvalidError where they are broken, not of a suite of
    ours, or of a suite of which nothing was run.
    """
    data = read_bytes(path, _WHAT, LARGEST)
    document = _unpacked(data, path) if data.startswith(b"PK\x03\x04") else _parsed(data, path)
    if not isinstance(document, dict):
        raise _foreign(path)
    try:
        if isinstance(document.get("eval"), dict):
            return _report(path, "inspect", document["eval"].get("metadata"), _inspect(document))
        if isinstance(document.get("results"), dict) and isinstance(document.get("config"), dict):
            return _report(path, "promptfoo", document["config"].get("metadata"), _promptfoo(document))
    except (AttributeError, LookupError, TypeError) as error:
        raise InvalidError(_("{what} holds something else", what=_(_WHAT)), where=Where(path)) from error
    raise _foreign(path)


def _report(path: str, tool: Any, metadata: Any, runs: Iterable[_Run]) -> Report:
    about = metadata.get(MARK) if isinstance(metadata, dict) else None
    if not isinstance(about, dict):
        raise _foreign(path)
    if about["schema"] != SCHEMA:
        raise InvalidError(
            _(
                "the suite is of schema {found}, and this program reads {known}",
                found=str(about["schema"])[:20],
                known=SCHEMA,
            ),
            hint=_("export the suite anew and run it again"),
            where=Where(path),
        )
    told = {str(one["setting"]): str(one["value"]) for one in about["told"]}
    known = [run for run in runs if told.get(run.setting) == run.value]
    findings = [_finding(key, value, known) for key, value in told.items()]
    if not any(finding.runs for finding in findings):
        raise InvalidError(
            _("no test of the suite was run to its end"),
            hint=_("the tool's own output says why: often a model cannot be reached"),
            where=Where(path),
        )
    untested = [Finding(str(one["setting"]), "", why=str(one["why"])) for one in about["untested"]]
    return Report(path, tool, tuple(dict.fromkeys(run.model for run in known)), (*findings, *untested))


def _finding(key: str, value: str, runs: Iterable[_Run]) -> Finding:
    own = [run.kept for run in runs if run.setting == key]
    judged = [kept for kept in own if kept is not None]
    why = "" if judged else _NOT_JUDGED if own else _NOT_ASKED
    return Finding(key, value, len(judged), sum(judged), why)


# ------------------------------------------------------------ promptfoo


def _promptfoo(document: Mapping[str, Any]) -> Iterator[_Run]:
    for result in document["results"]["results"]:
        about = result["testCase"].get("metadata") or {}
        if "setting" in about:
            model = result["provider"].get("label") or result["provider"].get("id")
            yield _Run(str(about["setting"]), about["value"], str(model), _kept(result))


def _kept(result: Mapping[str, Any]) -> bool | None:
    """Whether every assertion held; None where there was no reply, nothing judged it, or
    the model that should have judged gave no verdict."""
    grading = result.get("gradingResult") or {}
    parts = grading.get("componentResults") or []
    if result.get("failureReason") == _ERROR or not parts:
        return None
    if any(not part["pass"] and not _of_judge(part) for part in parts):
        return False
    return None if any(map(_of_judge, parts)) else result["success"] is True


_ERROR = 2
"""promptfoo's number for a failure that is no assertion's."""


def _of_judge(part: Mapping[str, Any]) -> bool:
    return bool((part.get("metadata") or {}).get("graderError"))


# ------------------------------------------------------------ Inspect


def _inspect(document: Mapping[str, Any]) -> Iterator[_Run]:
    model = str(document["eval"].get("model"))
    for sample in document.get("samples") or []:
        about = sample.get("metadata") or {}
        if "setting" in about:
            score = (sample.get("scores") or {}).get("followed") or {}
            value = "" if sample.get("error") else str(score.get("value"))
            yield _Run(str(about["setting"]), about["value"], model, _GRADES.get(value))


_GRADES = {"C": True, "I": False}
"""Inspect's letters; the one for no answer is a third."""


def _unpacked(data: bytes, path: str) -> dict[str, Any]:
    """The head and samples of an archive, as its JSON form has them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "header.json" not in names:
                raise _foreign(path)
            room = [LARGEST]
            head = _member(archive, "header.json", path, room)
            samples = [_member(archive, name, path, room) for name in names if name.startswith("samples/")]
    except NotImplementedError as error:
        raise InvalidError(
            _("the archive is packed in a way that this Python cannot read"),
            hint=_("`inspect log dump FILE > FILE.json` unpacks it"),
            where=Where(path),
            slug="packed",
        ) from error
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError) as error:
        raise InvalidError(_("the archive is damaged"), where=Where(path)) from error
    return {**head, "samples": samples} if isinstance(head, dict) else {}


def _member(archive: zipfile.ZipFile, name: str, path: str, room: list[int]) -> Any:
    """One file of the archive. ``room`` is what all of them may still take, in bytes."""
    with archive.open(name) as member:
        data = member.read(room[0] + 1)
    room[0] -= len(data)
    if room[0] < 0:
        raise InvalidError(
            _("the archive unpacks to more than {size} MB", size=LARGEST >> 20), where=Where(path)
        )
    return _parsed(data, path)


def _parsed(data: bytes, path: str) -> Any:
    text = decoded(data, path, _WHAT)
    try:
        return json.loads(text)
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise InvalidError(
            _("{what} is not valid JSON", what=_(_WHAT)),
            hint=_("promptfoo writes JSON with `-o results.json`, Inspect with `--log-format json`"),
            where=Where(path, line),
            slug="json",
        ) from error
    except RecursionError as error:
        raise InvalidError(
            _("{what} is nested too deeply", what=_(_WHAT)), where=Where(path), slug="json"
        ) from error


def _foreign(path: str) -> InvalidError:
    return InvalidError(
        _("these are no results of a suite that this program wrote"),
        hint=_(
            "`configurator export promptfoo` or `configurator export inspect` writes one, and says how it is run"
        ),
        where=Where(path),
        slug="foreign-results",
    )
