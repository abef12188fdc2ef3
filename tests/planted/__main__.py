"""Plant every loosening, or those of the layers that are named, and see who notices.

`python -m tests.planted [LAYER …]`; exit 1 where a check that should fail does not.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.planted.planting import FAILED, planted, plants, verdict


def main(layers: list[str]) -> int:
    """Plant, run, and say for each check whether it noticed."""
    missed = 0
    for plant in plants():
        if layers and plant.layer not in layers:
            continue
        print(f"{plant.layer}: {plant.loosens}", flush=True)
        with tempfile.TemporaryDirectory() as name:
            planted(plant, Path(name))
            for check in plant.checks:
                noticed = verdict(Path(name), check) == FAILED
                missed += not noticed
                print(f"  {'caught by' if noticed else 'MISSED BY'} {check}", flush=True)
    return 1 if missed else 0


sys.exit(main(sys.argv[1:]))
