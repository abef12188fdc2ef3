"""Every bound that is tried with a client, and the client."""

from __future__ import annotations

from .bounds_codex import CODEX
from .bounds_gemini import GEMINI

PROGRAMS = {"codex-managed": "codex", "gemini-cli-managed": "gemini"}
BOUNDS = [*CODEX, *GEMINI]
