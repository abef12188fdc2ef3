"""What moved between two states of the bounds: ranges, values, and by whose doing.

A state is plain data, so that one can be kept on disk and compared with what
holds now, whatever became of the policy meanwhile.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from configurator.resolution.wording import permitted_json
from configurator.session.session import Session


class Stand(NamedTuple):
    """How one setting stands: PERMITTED of the command line's JSON, the default and the
    effective value as raw values, who holds what was asked ("" for nobody), and check
    sums: of the conditions on it, and of what each layer says about it."""

    permitted: dict[str, Any]
    default: Any
    value: Any
    held_by: str
    conditions: int
    said: dict[str, int]


class Moved(NamedTuple):
    """One setting that stands otherwise; ``was`` or ``now`` is None where there was no
    such setting, or is none any more. ``by`` are the layers that speak otherwise of it."""

    key: str
    was: Stand | None
    now: Stand | None
    by: tuple[str, ...]

    @property
    def is_held(self) -> bool:
        """Whether what was asked does not hold any more."""
        return bool(self.now and self.now.held_by) and not (self.was and self.was.held_by)

    @property
    def is_free(self) -> bool:
        """Whether what was asked holds again."""
        return bool(self.was and self.was.held_by) and bool(self.now) and not (self.now and self.now.held_by)

    @property
    def has_new_value(self) -> bool:
        """Whether another value holds."""
        return bool(self.was and self.now) and (self.was and self.was.value) != (self.now and self.now.value)

    @property
    def has_new_bounds(self) -> bool:
        """Whether the range, the default or a condition is another one."""
        if self.was is None or self.now is None:
            return True
        return (self.was.permitted, self.was.default, self.was.conditions) != (
            self.now.permitted,
            self.now.default,
            self.now.conditions,
        )


def stands(session: Session) -> dict[str, Stand]:
    """How every setting stands."""
    return {key: _stand(session, key) for key in session.effective}


def _stand(session: Session, key: str) -> Stand:
    composition, effective = session.composition, session.effective[key]
    permitted = composition.permitted[key]
    setting = permitted.setting
    said: dict[str, list[Any]] = {}
    for step in permitted.steps:
        closed = [permitted_json(setting, gate.ungranted) for gate in step.closed]
        default = None if step.line.default is None else setting.plain(step.line.default)
        said.setdefault(step.layer.id, []).append(
            (permitted_json(setting, step.line.bounds), default, closed)
        )
    conditions = []
    for condition in composition.conditions.get(key, ()):
        when = [(t.key, t.test, composition.permitted[t.key].setting.plain(t.value)) for t in condition.when]
        then = [permitted_json(setting, demand.bounds) for demand in condition.then if demand.key == key]
        conditions.append((condition.id, when, then))
        said.setdefault(condition.layer, []).append(conditions[-1])
    return Stand(
        permitted_json(setting, permitted.bounds) or {},
        setting.plain(permitted.default),
        setting.plain(effective.value),
        effective.held_by or "" if effective.asked is not None else "",
        _sum(conditions),
        {layer: _sum(parts) for layer, parts in said.items()},
    )


def _sum(parts: list[Any]) -> int:
    """A check sum, the same in every run: against chance, not against anybody."""
    return zlib.crc32(repr(parts).encode("utf-8", "surrogatepass"))


def moves(
    before: Mapping[str, Stand], after: Mapping[str, Stand], *, same_wishes: bool = True
) -> list[Moved]:
    """What moved: first what is held now, then what is free, then other values, then ranges.

    Without the ``same_wishes`` on both sides, another value alone is nobody's doing.
    """
    found = []
    for key in {**after, **before}:
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        moved = Moved(key, was, now, _doers(was, now))
        if moved.has_new_bounds or (same_wishes and (moved.has_new_value or moved.is_held or moved.is_free)):
            found.append(moved)
    return sorted(found, key=lambda one: (not one.is_held, not one.is_free, not one.has_new_value))


def _doers(was: Stand | None, now: Stand | None) -> tuple[str, ...]:
    """The layers that say something else than before; who holds the value where none does."""
    old, new = was.said if was else {}, now.said if now else {}
    found = tuple(layer for layer in {**new, **old} if old.get(layer) != new.get(layer))
    held = (now.held_by if now else "") or (was.held_by if was else "")
    return found or ((held,) if held else ())


def moved_between(before: Session, after: Session) -> list[Moved]:
    """What moved from one session to another of the same wishes."""
    return moves(stands(before), stands(after))
