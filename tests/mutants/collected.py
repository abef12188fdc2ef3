"""mutmut, with the tests collected once and not for every mutant anew: `python tests/mutants/collected.py run …`.

mutmut forks for each mutant a process in which the tests are imported already, and there starts pytest from its
beginning: ten times as long as most tests take to notice. Here pytest has begun before the fork.
"""

from __future__ import annotations

import os
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
    """Runs some of the tests that were collected before."""

    session: Any = None
    streams: tuple[Any, ...] = ()

    def warm_up(self) -> None:
        """Collect, where processes are forked from. Raises RuntimeError where a test fails without any mutant."""
        self._collect()
        examples = [item.nodeid for item in self.session.items if not hasattr(item.obj, "hypothesis")]
        child = os.fork()
        if child == 0:
            sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115  # as it is where a mutant is tried
            os._exit(self.run_tests(mutant_name=None, tests=examples))
        if os.waitpid(child, 0)[1]:
            raise RuntimeError("the tests fail where nothing was changed")

    def _collect(self) -> None:
        from _pytest.config import _prepareconfig
        from _pytest.main import Session

        self._keep_streams()
        settings = config()
        with change_cwd("mutants"):
            options = [*OPTIONS, *settings.pytest_add_cli_args, *settings.pytest_add_cli_args_test_selection]
            session = Session.from_config(_prepareconfig(options))
            session.config._do_configure()
            session.config.hook.pytest_sessionstart(session=session)
            session.config.hook.pytest_collection(session=session)
        self.session = session

    def _keep_streams(self) -> None:
        """mutmut puts files in the place of the streams and drops them unclosed, which pytest takes for a fault."""
        self.streams = (*self.streams, sys.stdout, sys.stderr)

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:  # noqa: ARG002  # as mutmut calls it
        """What pytest's exit code would be, in a process of this mutant's own. No tests stand for all."""
        if self.session is None:
            self._collect()
        self._keep_streams()
        session, wanted = self.session, set(tests)
        session.items = [item for item in session.items if not wanted or item.nodeid in wanted]
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
    vars(isolation)["PytestRunner"] = Collected  # what it makes a runner from
    from mutmut.__main__ import cli

    cli()
