"""AGENTS.md: instructions that some thirty coding agents read, and none enforces.

Source: agentsmd/agents.md at d1ac7f0: plain Markdown without required fields, the
file closest to the one being edited wins, what the user types overrides it.
Codex CLI 0.169.0 stops reading at 32768 bytes without a word; the limit here is
the smallest that a reader of the file was seen to have.
"""

from __future__ import annotations

from configurator.exporters.table import Target, TargetFile, told, unsupported

_ASKED = "AGENTS.md asks; the agent's own settings decide"

TARGET = Target(
    id="agents-md",
    title="AGENTS.md",
    checked="d1ac7f0",
    files={"prompt": TargetFile("AGENTS.md", "", "markdown")},
    limit=32768,
    rows=(
        *told(
            "audience.age_group",
            "audience.stated_occupation",
            "honesty.ai_disclosure",
            "honesty.human_persona",
            "honesty.uncertainty",
            "honesty.sources",
            "honesty.agreement",
            "honesty.openness",
            "content.violence",
            "content.sexual",
            "content.minors_sexual",
            "content.real_person_intimate",
            "content.mass_casualty",
            "content.risky_activities",
            "content.hate_depiction",
            "content.profanity",
            "content.security",
            "advice.medical",
            "advice.legal",
            "advice.financial",
            "advice.disclaimers",
            "advice.emergency",
            "advice.homework",
            "privacy.other_people",
            "privacy.redact",
            "autonomy.untrusted_text",
            "autonomy.irreversible",
            "autonomy.send_messages",
            "money.per_day",
            "money.ask_above",
            "money.agreements",
            "influence.political_view",
            "influence.targeted_politics",
            "influence.persuasive_texts",
            "influence.nudges",
            "influence.sponsored",
            "influence.hidden_pressure",
            "wellbeing.companion_role",
            "wellbeing.crisis_help",
            "wellbeing.professional_help",
            "wellbeing.body_image",
            "fairness.equal_treatment",
            "fairness.decisions_about_people",
            "fairness.minority_views",
            "oversight.stop",
            "oversight.loosening",
            "oversight.show_plan",
            "style.length",
            "style.bluntness",
            "style.reading_level",
            "style.language",
            "style.questions",
            "style.note",
        ),
        *told(
            "privacy.memory",
            "privacy.memory_topics",
            "autonomy.tools",
            "autonomy.shell",
            "autonomy.file_write",
            "autonomy.network",
            "autonomy.subagents",
            "autonomy.self_change",
            note=_ASKED,
        ),
        *told("autonomy.max_steps", note="an agent counts its own steps only roughly"),
        *told("autonomy.time_limit", note="an agent has to look at a clock to keep to it"),
        *told("oversight.audit_log", note="the agent's own record, which it could also leave out"),
        *told(
            "privacy.memory_days",
            "oversight.log_days",
            note="for files that the agent itself keeps; transcripts belong to the tool",
        ),
        *unsupported("a coding agent makes no images, audio or video", "honesty.media_label"),
        *unsupported("the provider's account and plan decide what is trained on", "privacy.training_use"),
        *unsupported("an agent does not see what its work costs", "money.model_budget"),
        *unsupported(
            "an agent does not see how long a person has been talking to it",
            "wellbeing.break_minutes",
            "wellbeing.daily_minutes",
        ),
        *unsupported("kept by the configurator itself, not by the agent", "oversight.relaxed_days"),
    ),
)
