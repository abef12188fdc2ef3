"""The line on top: profile, layers, policy, trouble, what is changed. Pure."""

from __future__ import annotations

from configurator.session.session import Session
from configurator.session.terms import lapsed, waiting
from configurator.store.clock import date_of
from configurator.tui import words
from configurator.tui.cells import Line, Span, cut, line_width, span

HASH = 12
"""Digits of the policy's hash that are shown: enough to compare by eye."""


def status(session: Session, unsaved: int, size: int) -> Line:
    """One line of exactly what always has to be in sight, as short as it must be."""
    for brevity in range(4):
        left, right = _left(session, unsaved, brevity), _right(session, brevity)
        gap = size - line_width(left) - line_width(right) - 1
        if gap >= 1:
            return (*left, (" " * gap, ""), *right)
    return _cut((left[0], *right, *left[1:]), size)  # trouble before all the rest


def _left(session: Session, unsaved: int, brevity: int) -> list[Span]:
    profile = [span(f" {session.profile.name or '-'}", "strong")]
    if unsaved:
        profile.append((f" ● {unsaved} {words.UNSAVED}" if brevity < 2 else f"●{unsaved}", "value.looser"))
    layers = [layer.id for layer in session.composition.layers]
    shown_layers = " > ".join(layers) if brevity < 3 else f"{layers[0]}+{len(layers) - 1}"
    profile += [("  ", ""), span(shown_layers, "accent")]
    policy = session.composition.policy
    name = f"{policy.id} {policy.version}" if brevity < 1 else policy.version
    digest = policy.sha256[: HASH if brevity < 2 else 7]
    return [*profile, ("  ", ""), span(f"{name} ", "dim"), span(digest, "faint")]


def _right(session: Session, brevity: int) -> list[Span]:
    parts: list[Span] = [*_trouble(session, brevity)]
    changed, held = len(session.values), len(session.held_keys())
    if changed:
        parts.append(
            (words.CHANGED_COUNT.format(count=changed) if brevity < 3 else f"*{changed}", "value.changed")
        )
    if held:
        parts.append((f"■ {words.HELD_COUNT.format(count=held)}" if brevity < 3 else f"■{held}", "held"))
    if brevity < 3:
        parts += _held_back(session, brevity)
    return [piece for part in parts for piece in (("  ", ""), part)]


def _held_back(session: Session, brevity: int) -> list[Span]:
    """How many wishes wait or have lapsed, and until or since when."""
    found: list[Span] = []
    for keys, plainly, dated in (
        (waiting(session), words.WAITING_COUNT, words.WAITING_UNTIL),
        (lapsed(session), words.LAPSED_COUNT, words.LAPSED_SINCE),
    ):
        days = [hold.day for key in keys if (hold := session.holds[key]).day is not None]
        if days and brevity < 1:
            found.append((dated.format(count=len(keys), day=date_of(max(days))), "held"))
        elif keys:
            found.append((plainly.format(count=len(keys)), "held"))
    return found


def _trouble(session: Session, brevity: int) -> list[Span]:
    """What keeps values from holding: the reader has to see it whatever the width."""
    composition = session.composition
    count = len(composition.obstacles) + len(composition.conflicts) + len(session.broken)
    if count and brevity > 1:
        return [(f"⚠ {count}", "error")]
    found: list[Span] = []
    if len(composition.obstacles) == 1:
        found.append(span("⚠ " + words.OBSTACLE.format(layer=composition.obstacles[0].layer), "error"))
    elif composition.obstacles:
        found.append((f"⚠ {words.OBSTACLES.format(count=len(composition.obstacles))}", "error"))
    if composition.conflicts:
        found.append((f"⚠ {words.conflicts(len(composition.conflicts))}", "error"))
    if session.broken:
        found.append((f"⚠ {words.BROKEN.format(count=len(session.broken))}", "error"))
    return found


def _cut(line: Line, size: int) -> Line:
    """``line`` in at most ``size`` cells."""
    kept: list[Span] = []
    left = size
    for text, style in line:
        kept.append((cut(text, left), style))
        left -= line_width(kept[-1:])
    return tuple(kept)
