"""mutmut, with the tests collected once and not for every mutant anew: `python tests/mutants/collected.py run …`.

mutmut forks for each mutant a process in which the tests are imported already, and there starts pytest from its
beginning: ten times as long as most tests take to notice. Here pytest has begun before the fork.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    del sys.path[0]  # the folder of this file: its neighbours are modules of `tests` and not of their own

from mutmut.configuration import config
from mutmut.runners.harness import PytestRunner
from mutmut.utils.file_utils import change_cwd
from mutmut.workers import isolation

OPTIONS = ("--rootdir=.", "--tb=no", "--assert=plain", "--capture=sys", "-x", "-q", "-p", "no:cacheprovider")


class Collected(PytestRunner):
    """Runs some of the tests that were collected before; where none were, all as mutmut would."""

    session: Any = None

    def warm_up(self) -> None:
        """Collect, where processes are forked from."""
        from _pytest.config import _prepareconfig
        from _pytest.main import Session

        settings = config()
        with change_cwd("mutants"):
            options = [*OPTIONS, *settings.pytest_add_cli_args, *settings.pytest_add_cli_args_test_selection]
            session = Session.from_config(_prepareconfig(options))
            session.config._do_configure()
            session.config.hook.pytest_sessionstart(session=session)
            session.config.hook.pytest_collection(session=session)
        self.session = session

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        """What pytest's exit code would be, in a process of this mutant's own."""
        if self.session is None:
            return int(super().run_tests(mutant_name=mutant_name, tests=tests))
        session, wanted = self.session, set(tests)
        session.items = [item for item in session.items if item.nodeid in wanted]
        scratch = Path(tempfile.mkdtemp())
        session.config._tmp_path_factory._given_basetemp = scratch / "tests"
        try:
            with change_cwd("mutants"):
                session.config.hook.pytest_runtestloop(session=session)
        except session.Failed:
            return 1
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        return 1 if session.testsfailed else 0 if session.items else 5


if __name__ == "__main__":
    isolation.PytestRunner = Collected  # type: ignore[misc]  # what it makes a runner from
    from mutmut.__main__ import cli

    cli()
