"""Many files put on the disk together: the disk needs hardly longer for ten than for one.

Each is as safe as if it had been the only one. `threading` takes as long to load as
some exports; what is needed of it is one function.
"""

from __future__ import annotations

import os
from _thread import allocate_lock, start_new_thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

AT_ONCE = 16
"""How many wait for the disk at the same time."""

_WAITING = -1
"""Stands for no descriptor: something came while the others were waited for."""


def sync_all(opened: Mapping[int, str]) -> None:
    """Put on the disk what was written to all of ``opened``: descriptors, with the names of their files.

    Where some fail, the others are put there all the same, and the first of those raises:
    an OSError has its name. After that nothing waits for the disk: all may be closed.
    """
    waiting = list(opened)[::-1]
    failed: dict[int, BaseException] = {}

    def work() -> None:
        while waiting:
            try:
                descriptor = waiting.pop()
            except IndexError:  # another one took it
                return
            try:
                os.fsync(descriptor)
            except BaseException as error:  # noqa: BLE001  # raised again once all have ended
                failed[descriptor] = error

    ends = [_started(work) for _ in range(min(AT_ONCE, len(waiting)) - 1)]
    work()
    for end in ends:
        _wait(end, failed)
    for descriptor in (_WAITING, *opened):
        if error := failed.get(descriptor):
            if isinstance(error, OSError):
                error.filename = opened[descriptor]
            raise error


def _started(work: Callable[[], None]) -> Callable[[], object]:
    """What waits for ``work``, begun beside this thread; where no more can be, others do it."""
    lock = allocate_lock()

    def run() -> None:
        try:
            work()
        finally:
            lock.release()

    lock.acquire()
    try:
        start_new_thread(run, ())
    except RuntimeError:
        lock.release()
    return lock.acquire


def _wait(end: Callable[[], object], failed: dict[int, BaseException]) -> None:
    """Wait for one end, also where somebody presses Ctrl-C meanwhile."""
    while True:
        try:
            end()
        except BaseException as error:  # noqa: BLE001  # as above
            failed[_WAITING] = error
        else:
            return
