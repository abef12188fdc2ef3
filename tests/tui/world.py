"""A small policy with one of everything, made in memory: what the tests of the app play on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from configurator.domain.bounds import AnyBounds, Bounds, Length, OneOf, sets_span
from configurator.domain.orders import Amount, Members, Scale
from configurator.domain.policy import (
    Catalogue,
    Citation,
    Condition,
    Demand,
    Gate,
    Layer,
    Line,
    Note,
    NoteTest,
    Place,
    Policy,
    Preset,
    Trigger,
)
from configurator.domain.profile import Profile
from configurator.domain.settings import Setting
from configurator.resolution.compose import Obstacle, compose
from configurator.session.session import Session

SHELL = Scale(("never", "ask", "listed", "sandbox", "host"))
NETWORK = Scale(("off", "listed", "ask_new", "open"))
AGE = Scale(("child", "teen", "adult"))
VIOLENCE = Scale(("none", "mild", "strong", "graphic"))
MEDICAL = Scale(("general", "options", "clinician"))
MINORS = Scale(("refused", "allowed"))
STEPS = Amount(1, 1000)
LOG = Amount(0, 3650, looser="lower")
BREAK = Amount(15, 240, 15)
KIT = Members(("read", "write", "shell", "browser"))
REDACT = Members(("keys", "mail", "phone"), looser="fewer")
LENGTH = ("auto", "short", "medium", "long")


def _scale(key: str, title: str, order: Scale, labels: tuple[str, ...], **more: Any) -> Setting:
    named = dict(zip(order.levels, labels, strict=True))
    says = {level: f"At {label.lower()}." for level, label in named.items()}
    return Setting(key, "scale", title, f"How far {title.lower()} goes.", order, named, says, **more)


SETTINGS = (
    _scale("audience.age", "Age of the person", AGE, ("Child", "Teenager", "Adult")),
    _scale(
        "tools.shell",
        "Running commands",
        SHELL,
        ("Never", "Asks every time", "Listed safe ones", "Inside a sandbox", "Anywhere"),
        synonyms=("terminal", "bash"),
    ),
    _scale(
        "tools.network",
        "Reaching websites",
        NETWORK,
        ("Nowhere", "Listed sites", "Asks for new sites", "Anywhere"),
        synonyms=("internet",),
    ),
    Setting(
        "tools.steps",
        "amount",
        "Steps before it checks in",
        "Actions in a row.",
        STEPS,
        says={"": "Take at most {value} steps."},
        unit="steps",
    ),
    Setting(
        "tools.kit",
        "members",
        "Tools it may use",
        "Which tools it has.",
        KIT,
        {"read": "Read files", "write": "Change files", "shell": "Run commands", "browser": "Use a browser"},
        {"": "Use only: {value}.", "empty": "Use no tools."},
    ),
    _scale(
        "content.violence",
        "Violence in stories",
        VIOLENCE,
        ("None", "Mild", "Realistic", "Graphic"),
        synonyms=("gore",),
    ),
    Setting(
        "content.minors",
        "switch",
        "Sexual content about minors",
        "Never.",
        MINORS,
        {"refused": "Always refused", "allowed": "Allowed"},
        {"refused": "Refuse."},
    ),
    _scale("advice.medical", "Medical answers", MEDICAL, ("General", "Options", "As to a clinician")),
    Setting(
        "privacy.redact",
        "members",
        "Personal data masked",
        "What is masked.",
        REDACT,
        {"keys": "Passwords and keys", "mail": "E-mail addresses", "phone": "Phone numbers"},
        {"": "Mask: {value}."},
    ),
    Setting(
        "oversight.log_days",
        "amount",
        "How long the record is kept",
        "Days.",
        LOG,
        says={"": "Keep {value} days."},
        unit="days",
    ),
    Setting(
        "wellbeing.break_minutes",
        "amount",
        "自主性の上限 Break",
        "Minutes.",
        BREAK,
        says={"": "Every {value} minutes."},
        unit="minutes",
    ),
    Setting(
        "style.length",
        "choice",
        "Length of answers",
        "How long answers are.",
        None,
        {"auto": "As the question", "short": "Short", "medium": "Medium", "long": "Long"},
        {"short": "Be brief."},
    ),
    Setting(
        "style.note", "text", "Anything else", "In your own words.", None, max_chars=100, says={"": "{value}"}
    ),
)

CATEGORIES = {
    "audience": "Who it is talking to",
    "tools": "Tools",
    "content": "Content",
    "advice": "Advice",
    "privacy": "Privacy",
    "oversight": "Oversight",
    "wellbeing": "Wellbeing",
    "style": "Tone",
}

CHARTER = Citation("The charter", "Art. 4")


def _line(key: str, bounds: AnyBounds, default: Any = None, **more: Any) -> Line:
    reason = f"Reason for {key}."
    return Line(key, bounds, reason, (CHARTER,), default, place=Place("society.toml", 7), **more)


def _society() -> Layer:
    medical = Bounds.between(MEDICAL, "general", "options")
    gate = Gate("options", medical, ("organisation",), "Only an organisation can vouch.")
    lines = (
        _line("audience.age", Bounds.all_of(AGE), "teen"),
        _line("tools.shell", Bounds.between(SHELL, "never", "sandbox"), "ask"),
        _line("tools.network", Bounds.all_of(NETWORK), "listed"),
        _line("tools.steps", Bounds.between(STEPS, 1, 500), 10),
        _line(
            "tools.kit",
            sets_span(KIT, frozenset(), frozenset({"read", "write", "shell"})),
            frozenset({"read"}),
        ),
        _line("content.violence", Bounds.all_of(VIOLENCE), "mild"),
        _line("content.minors", Bounds.between(MINORS, "refused", "refused")),
        _line("advice.medical", Bounds.all_of(MEDICAL), "general", gates=(gate,)),
        _line(
            "privacy.redact",
            sets_span(REDACT, frozenset({"keys"}), frozenset(REDACT.items)),
            frozenset({"keys", "mail"}),
        ),
        _line("oversight.log_days", Bounds.between(LOG, 3650, 30), 60),
        _line("wellbeing.break_minutes", Bounds.all_of(BREAK), 60),
        _line("style.length", OneOf(LENGTH, frozenset({"auto", "short", "medium"})), "auto"),
        _line("style.note", Length(40), ""),
    )
    conditions = (
        Condition(
            "minor",
            "Protection for minors",
            (Trigger("audience.age", "at_most", "teen", AGE),),
            (Demand("content.violence", Bounds.between(VIOLENCE, "none", "mild")),),
            "Minors are protected.",
            (CHARTER,),
            "society",
        ),
        Condition(
            "sandboxed",
            "A sandbox keeps to listed sites",
            (Trigger("tools.shell", "looser_than", "listed", SHELL),),
            (Demand("tools.network", Bounds.between(NETWORK, "off", "listed")),),
            "Nothing leaves a sandbox.",
            (CHARTER,),
            "society",
        ),
    )
    note = Note(
        "Has no effect until the tool is on.",
        (
            NoteTest("tools.shell", "looser_than", "never"),
            NoteTest("tools.kit", "lacks", frozenset({"shell"})),
        ),
    )
    return Layer(
        "society",
        "society",
        "Society",
        lines={line.key: line for line in lines},
        conditions=conditions,
        notes=(note,),
        may_grant=False,
    )


SCHOOL = Layer(
    "school",
    "organisation",
    "A school",
    "What a school fixes.",
    lines={"tools.steps": _line("tools.steps", Bounds.between(STEPS, 1, 50))},
)

PRESET = Preset("bold", "Bold", "Looser in two places.", (), {"tools.shell": "listed", "tools.steps": 100})

POLICY = Policy(
    "test-policy",
    "1.2.3",
    "0123456789abcdef" * 4,
    Catalogue({setting.key: setting for setting in SETTINGS}, CATEGORIES),
    _society(),
    {"school": SCHOOL},
    {"bold": PRESET},
)


def session(
    preferences: Mapping[str, Any] | None = None,
    *,
    layers: tuple[Layer, ...] = (),
    obstacles: tuple[Obstacle, ...] = (),
    path: str = "",
    policy: Policy = POLICY,
) -> Session:
    """A session of ``preferences`` on the policy above."""
    profile = Profile("default", tuple(layer.id for layer in layers), dict(preferences or {}), path=path)
    return Session.of(compose(policy, layers, obstacles), profile)


def saved(folder: str, preferences: Mapping[str, Any] | None = None, text: str = "") -> Session:
    """A session whose profile is a file in ``folder``."""
    from configurator.store.profiles import edit
    from configurator.store.reading import read_profile

    path = os.path.join(folder, "default.toml")
    if text:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    edit(path, dict(preferences or {}))
    return Session.of(compose(POLICY), replace(read_profile(path, "default")))
