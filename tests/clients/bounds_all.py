"""Every bound that is tried with a client, and the client."""

from __future__ import annotations

from .bounds_claude import CLAUDE
from .bounds_codex import CODEX
from .bounds_gemini import GEMINI

PROGRAMS = {"claude-code-managed": "claude", "codex-managed": "codex", "gemini-cli-managed": "gemini"}
BOUNDS = [*CLAUDE, *CODEX, *GEMINI]
