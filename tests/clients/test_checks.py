"""The checks themselves: each tells a good file from a bad one, and sees what a client does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from . import claude, codex, gemini, opencode
from .sandbox import Call, Json

PATCH = "*** Begin Patch\n*** Add File: new.txt\n+hi\n*** End Patch\n"


def put(path: Path, content: str | Json) -> None:
    """Write a settings file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))


@pytest.mark.usefixtures("claude_client")
class TestClaude:
    """Claude Code."""

    def test_good_settings_draw_no_complaint(self, root: Path, home: Path) -> None:
        put(root / ".claude/settings.json", {"permissions": {"deny": ["Bash", "mcp__*"]}})
        assert claude.complaints(root, home) == []

    def test_every_bad_file_is_named(self, root: Path, home: Path) -> None:
        put(root / ".claude/settings.json", {"permissions": {"defaultMode": "yolo"}})
        put(home / ".claude/settings.json", {"cleanupPeriodDays": 0})
        found = claude.complaints(root, home)
        assert len(found) == 2
        assert any("defaultMode" in line for line in found)
        assert any("cleanupPeriodDays" in line for line in found)

    def test_behaviour_follows_the_rules(self, root: Path, home: Path) -> None:
        shell = Call("Bash", {"command": "ls"})
        write = Call("Write", {"file_path": str(root / "new.txt"), "content": "hi"})
        fetch = Call("WebFetch", {"url": "https://docs.python.org/", "prompt": "x"})
        rules = {"ask": ["Bash"], "deny": ["WebFetch"], "allow": ["Edit(/**)"]}
        put(root / ".claude/settings.json", {"permissions": rules})
        turn = claude.attempt(root, home, [shell, write, fetch])
        assert turn.verdicts == ["asked", "ran", "absent"]
        assert "WebFetch" not in turn.tools
        assert (root / "new.txt").exists()

    def test_own_rules_file_does_not_hide_agents_file(self, root: Path, home: Path) -> None:
        put(root / "AGENTS.md", "from-agents")
        put(root / ".claude/rules/configurator.md", "from-rules")
        prompt = claude.attempt(root, home, []).prompt
        assert "from-agents" in prompt
        assert "from-rules" in prompt


@pytest.mark.usefixtures("codex_client")
class TestCodex:
    """Codex."""

    def test_good_settings_draw_no_complaint(self, root: Path, home: Path) -> None:
        put(root / ".codex/config.toml", 'sandbox_mode = "read-only"\n')
        put(root / ".codex/rules/own.rules", 'prefix_rule(pattern=["rm"], decision="prompt")\n')
        assert codex.complaints(root, home) == []

    @pytest.mark.parametrize(
        "text", ['aproval_policy = "never"\n', 'sandbox_mode = "open"\n', "sandbox_mode ="]
    )
    def test_bad_project_file_is_named(self, root: Path, home: Path, text: str) -> None:
        put(root / ".codex/config.toml", text)
        (found,) = codex.complaints(root, home)
        assert ".codex/config.toml" in found

    def test_bad_rules_are_named(self, root: Path, home: Path) -> None:
        put(root / ".codex/rules/own.rules", 'prefix_rule(pattern=["rm"], decision="maybe")\n')
        (found,) = codex.complaints(root, home)
        assert "own.rules" in found

    @pytest.mark.parametrize(
        ("text", "verdicts"),
        [
            ('sandbox_mode = "read-only"\napproval_policy = "on-request"\n', ["ran", "asked"]),
            ('sandbox_mode = "read-only"\napproval_policy = "never"\n', ["ran", "refused"]),
            (
                'sandbox_mode = "workspace-write"\n[features]\nshell_tool = false\n',
                ["absent", "ran"],
            ),
        ],
    )
    def test_behaviour_follows_the_file(self, root: Path, home: Path, text: str, verdicts: list[str]) -> None:
        put(root / ".codex/config.toml", text)
        calls = [Call("exec_command", {"cmd": "ls"}), Call("apply_patch", PATCH)]
        assert codex.attempt(root, home, calls).verdicts == verdicts

    def test_untrusted_project_file_is_not_read(self, root: Path, home: Path) -> None:
        put(root / ".codex/config.toml", "[features]\nshell_tool = false\n")
        calls = [Call("exec_command", {"cmd": "ls"})]
        assert codex.attempt(root, home, calls, trusted=False).verdicts == ["ran"]


@pytest.mark.usefixtures("gemini_client")
class TestGemini:
    """Gemini CLI."""

    def test_good_settings_draw_no_complaint(self, root: Path, home: Path) -> None:
        put(root / ".gemini/settings.json", {"general": {"defaultApprovalMode": "plan"}})
        assert gemini.complaints(root, home) == []

    @pytest.mark.parametrize(
        "text",
        [
            '{"general": {"defaultApprovalMode": "yolo"}}',
            '{"model": {"maxSessionTurns": "x"}}',
            "{",
        ],
    )
    def test_bad_project_file_is_named(self, root: Path, home: Path, text: str) -> None:
        put(root / ".gemini/settings.json", text)
        assert gemini.complaints(root, home)

    def test_bad_policy_is_named(self, root: Path, home: Path) -> None:
        rule = '[[rule]]\ntoolName = "web_fetch"\ndecision = "maybe"\npriority = 1\n'
        put(home / ".gemini/policies/own.toml", rule)
        assert gemini.complaints(root, home)

    def test_behaviour_follows_the_files(self, root: Path, home: Path) -> None:
        put(root / ".gemini/settings.json", {"tools": {"exclude": ["google_web_search"]}})
        rule = '[[rule]]\ntoolName = "replace"\ndecision = "deny"\npriority = 900\n'
        put(home / ".gemini/policies/own.toml", rule)
        shell = Call("run_shell_command", {"command": "touch new.txt"})
        turn = gemini.attempt(root, home, [shell, Call("google_web_search", {"query": "x"})])
        assert turn.verdicts == ["asked", "absent"]
        assert not {"replace", "google_web_search"} & turn.tools


@pytest.mark.usefixtures("opencode_client")
class TestOpencode:
    """opencode."""

    def test_good_settings_draw_no_complaint(self, root: Path, home: Path) -> None:
        put(root / "opencode.json", {"permission": {"bash": "ask"}})
        assert opencode.complaints(root, home) == []

    @pytest.mark.parametrize("text", ['{"permission": {"bash": "maybe"}}', '{"permision": {}}', "{"])
    def test_bad_project_file_is_named(self, root: Path, home: Path, text: str) -> None:
        put(root / "opencode.json", text)
        assert opencode.complaints(root, home)

    def test_the_last_rule_that_matches_decides(self, root: Path, home: Path) -> None:
        put(
            root / "opencode.json",
            {"permission": {"bash": {"*": "ask", "true *": "allow", "true x": "deny"}}},
        )
        put(root / "CLAUDE.md", "from-claude")
        put(home / ".config/opencode/opencode.json", {"instructions": ["~/.config/opencode/behavior.md"]})
        put(home / ".config/opencode/behavior.md", "from-home")
        lines = ("true", "false", "true x", "true y")
        calls = [Call("bash", {"command": line, "description": "x"}) for line in lines]
        turn = opencode.attempt(root, home, calls)
        assert turn.verdicts == ["ran", "asked", "refused", "ran"]
        assert "from-home" in turn.prompt
        assert "from-claude" in turn.prompt
