"""Fuzz each reader for its share of the time, and keep what is found in the corpora."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.corpus.kinds import FOLDER, files
from tests.fuzz.readers import READERS

SECONDS = 20


def fuzzed(kind: str, seconds: int) -> list[Path]:
    """Fuzz one reader; the files that were found, in the corpora. Raises RuntimeError
    where the fuzzer itself failed."""
    with tempfile.TemporaryDirectory() as name:
        seeds, found = Path(name, "seeds"), Path(name, "found")
        seeds.mkdir()
        found.mkdir()
        known = [file for verdict in ("valid", "invalid") for file in files(verdict, kind)]
        for number, file in enumerate(known):
            (seeds / str(number)).write_bytes(file.read_bytes())
        options = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1024", "-verbosity=0"]
        command = [sys.executable, "-m", "tests.fuzz.child", kind, *options, f"-artifact_prefix={found}/"]
        ran = subprocess.run([*command, str(seeds)], capture_output=True, text=True, check=False)
        kept = [_kept(kind, one, known[0].suffix) for one in sorted(found.iterdir())]
        if ran.returncode and not kept:
            raise RuntimeError(ran.stderr)
        if kept:
            print(ran.stderr[-3000:])
        return kept


def _kept(kind: str, found: Path, suffix: str) -> Path:
    place = FOLDER / "invalid" / kind / f"found-{found.name.rpartition('-')[2][:12]}{suffix}"
    place.write_bytes(found.read_bytes())
    return place


def main(arguments: list[str]) -> int:
    """Fuzz; 1 where anything was found."""
    seconds = next((int(one) for one in arguments if one.isdigit()), SECONDS)
    kinds = [one for one in arguments if not one.isdigit()] or list(READERS)
    finds = 0
    for kind in kinds:
        kept = fuzzed(kind, max(1, seconds // len(kinds)))
        finds += len(kept)
        print(f"{kind}: {len(kept)} found", *kept)
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
