"""The names of tools, for a gateway that sees nothing else of them."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, tuple[str, ...]] = {
    "read_files": (
        "Read", "Glob", "Grep", "LS", "NotebookRead", "read", "glob", "grep", "list", "read_file", "list_dir",
        "read_many_files", "list_directory", "list_files", "find_path", "grep_search", "grep_files",
        "search_file_content", "view_image",
    ),
    "write_files": (
        "Write", "Edit", "MultiEdit", "NotebookEdit", "write", "edit", "multiedit", "patch", "apply_patch",
        "write_file", "edit_file", "replace", "text_editor", "str_replace_based_edit_tool", "create_file",
        "create_directory", "copy_path", "move_path", "delete_path", "save_file",
    ),
    "shell": (
        "Bash", "BashOutput", "KillShell", "bash", "bash_session", "shell", "shell_command", "exec_command",
        "write_stdin", "local_shell", "run_command", "run_shell_command", "terminal", "python", "execute_code",
        "code_execution", "code_interpreter",
    ),
    "web_search": (
        "WebSearch", "WebFetch", "websearch", "webfetch", "codesearch", "web_search", "web_fetch", "fetch",
        "google_web_search", "search_web", "fetch_url",
    ),
    "browser": ("computer", "web_browser_[a-z_]+", "browser_[a-z_]+"),
    "helpers": ("Task", "Agent", "task", "agent", "spawn_agent"),
    "notes": ("save_memory", "add_memory", "search_memories", "memory"),
    "servers": ("mcp__.+", "mcp_.+"),
    "harmless": (
        "TodoRead", "TodoWrite", "todoread", "todowrite", "todo_write", "update_plan", "write_todos", "think",
        "AskUserQuestion", "question", "ExitPlanMode", "exit_plan_mode", "submit",
    ),
}  # fmt: skip
"""Patterns of names by what a tool is for, as the clients that this program exports to call
it: the kinds of ``autonomy.tools`` that have names, and what other settings are about."""
