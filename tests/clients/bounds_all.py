"""Every bound that is tried with a client, and the client."""

from __future__ import annotations

from .bounds_codex import CODEX

PROGRAMS = {"codex-managed": "codex"}
BOUNDS = [*CODEX]
