"""What whole runs found, layer by layer, kept in the repository with a digest of the code they changed.

What is explained is not kept: it is read from the table of survivors each time. A record of code that has changed
since is still printed, and said to be old: nothing fails because of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tests.mutants.running import ROOT, Layer, Mutant
from tests.mutants.survivors import unnoticed

KEPT: Final = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Found:
    """What one run found: ``living`` are those that no test noticed."""

    layer: str
    digest: str
    mutants: int
    timed_out: int
    living: tuple[Mutant, ...]

    def is_old(self, layer: Layer) -> bool:
        """Whether the code of ``layer`` is not what it was."""
        return digest(layer) != self.digest


def found(layer: str, of_code: str, mutants: Sequence[Mutant]) -> Found:
    """What is kept of ``mutants``, which the code with the digest ``of_code`` has."""
    timed_out = sum(mutant.status == "timed out" for mutant in mutants)
    return Found(layer, of_code, len(mutants), timed_out, tuple(unnoticed(mutants)))


def digest(layer: Layer) -> str:
    """Of the code of ``layer``, by its files' names and content."""
    return digest_of((str(path.relative_to(ROOT)), path.read_bytes()) for path in code_of(layer))


def code_of(layer: Layer) -> list[Path]:
    """The files that are changed."""
    return sorted(path for code in layer.code for path in ROOT.glob(code) if path.suffix == ".py")


def digest_of(files: Iterable[tuple[str, bytes]]) -> str:
    """Of names and content."""
    hashed = hashlib.sha256()
    for name, content in files:
        hashed.update(f"{name}\0{len(content)}\0".encode())
        hashed.update(content)
    return hashed.hexdigest()


def read(path: Path) -> dict[str, Found]:
    """A record by the names of its layers; empty where there is none."""
    if not path.exists():
        return {}
    layers: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {name: Found(name, **{**one, "living": _mutants(one["living"])}) for name, one in layers.items()}


def _mutants(living: Iterable[Mapping[str, Any]]) -> tuple[Mutant, ...]:
    return tuple(Mutant(**one) for one in living)


def write(path: Path, new: Iterable[Found], order: Sequence[str]) -> None:
    """Put ``new`` in the place of what the record at ``path`` says of the same layers."""
    layers = read(path) | {one.layer: one for one in new}
    kept = {name: asdict(layers[name]) for name in order if name in layers}
    for one in kept.values():
        del one["layer"]
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
