"""What is the same for every coding agent: how it talks can only be told, and a
few settings are nothing that an agent in a project could hold to."""

from __future__ import annotations

from configurator.exporters.table import unsupported

TOOLS = (
    "read_files", "write_files", "shell", "web_search", "browser",
    "email", "calendar", "messages", "payments", "devices",
)  # fmt: skip
"""The items of ``autonomy.tools``; those from the browser on come through connected services."""

SERVICES = (
    "connected services come through MCP servers, and a mail server looks like any other: "
    "all are closed unless all six kinds are on"
)
"""The note where one of those six is off."""

TALK = (
    "audience.age_group", "audience.stated_occupation", "honesty.ai_disclosure", "honesty.human_persona",
    "honesty.uncertainty", "honesty.sources", "honesty.agreement", "honesty.openness", "content.violence",
    "content.sexual", "content.minors_sexual", "content.real_person_intimate", "content.mass_casualty",
    "content.risky_activities", "content.hate_depiction", "content.profanity", "content.security",
    "advice.medical", "advice.legal", "advice.financial", "advice.disclaimers", "advice.emergency",
    "advice.homework", "privacy.memory_topics", "privacy.other_people", "privacy.redact", "money.per_day",
    "money.ask_above", "money.agreements", "influence.political_view", "influence.targeted_politics",
    "influence.persuasive_texts", "influence.nudges", "influence.sponsored", "influence.hidden_pressure",
    "wellbeing.companion_role", "wellbeing.crisis_help", "wellbeing.professional_help", "wellbeing.body_image",
    "fairness.equal_treatment", "fairness.decisions_about_people", "fairness.minority_views",
    "oversight.loosening", "style.length", "style.bluntness", "style.reading_level", "style.language",
    "style.questions", "style.note", "autonomy.untrusted_text",
)  # fmt: skip
"""Settings about what is said: no agent has a key for them, and every one can be told."""

NOT_CONCERNED = (
    *unsupported("a coding agent makes no images, audio or video", "honesty.media_label"),
    *unsupported("set in the provider's account, not in a file", "privacy.training_use"),
    *unsupported(
        "an agent does not see how long a person has been talking to it",
        "wellbeing.break_minutes",
        "wellbeing.daily_minutes",
    ),
    *unsupported("kept by the configurator itself, which exports again", "oversight.relaxed_days"),
)
"""Rows for what is outside a coding agent's hands."""

IMPLIED = {
    "autonomy.shell": {
        "sandbox": {"autonomy.file_write": "project"},
        "host": {"autonomy.file_write": "anywhere", "autonomy.network": "open"},
    }
}
"""What a command that runs unasked can do, whatever the tools for files and pages may."""

RUN_ANYTHING = (
    "bash", "sh", "zsh", "fish", "eval", "exec", "env", "sudo", "su", "xargs", "find", "ssh", "docker", "nohup",
    "timeout", "python", "python2", "python3", "node", "npx", "bunx", "uvx", "deno", "bun", "perl", "ruby", "php",
    "osascript", "powershell", "pwsh", "awk", "make",
)  # fmt: skip
"""Commands that run whatever they are given: whoever may run one unasked may run all."""

FINAL = (
    "rm", "git push", "git reset --hard", "git clean", "git branch -D", "shred", "dd", "mkfs",
    "npm publish", "gh repo delete", "gh release",
)  # fmt: skip
"""Commands whose effect cannot be undone, by their names."""
FINAL_NOTE = "commands by these names are caught; others, connected services and overwritten files are not"
