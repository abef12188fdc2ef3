"""The session: choices with their consequences, what is broken, what notes apply."""

from __future__ import annotations

from typing import Any

import pytest

from configurator.domain.profile import Profile
from configurator.errors import ConfiguratorError, InvalidError, RefusedError, UsageError
from configurator.policyfile.folder import shipped_folder
from configurator.policyfile.load import load_policy
from configurator.resolution.compose import Obstacle, compose
from configurator.session import Session
from configurator.session.explain import explain

POLICY = load_policy(shipped_folder())


def session(*layers: str, obstacles: tuple[Obstacle, ...] = (), **preferences: Any) -> Session:
    raw = {key.replace("__", "."): value for key, value in preferences.items()}
    composition = compose(POLICY, [POLICY.layers[name] for name in layers], obstacles)
    return Session.of(composition, Profile("test", layers, raw))


def test_a_choice_gives_a_new_session_and_leaves_the_old_one() -> None:
    before = session()
    change = before.choose({"autonomy.shell": "never"})
    assert before.raw("autonomy.shell") == "ask_each"
    assert change.after.raw("autonomy.shell") == "never"
    assert change.changed == {"autonomy.shell": (None, "never")}
    assert change.held == ()


def test_what_a_choice_holds_elsewhere_is_part_of_the_change() -> None:
    change = session(audience__age_group="adult_declared", autonomy__network="open").choose(
        {"autonomy.untrusted_text": "project_files"}
    )
    held = {one.key: (one.before, one.after, one.by) for one in change.held}
    assert held["autonomy.network"] == ("open", "ask_new", "injection")


def test_a_choice_that_is_held_itself_says_so() -> None:
    change = session().choose({"content.profanity": "free"})
    assert [(held.key, held.after, held.by) for held in change.held] == [
        ("content.profanity", "never", "minor")
    ]
    assert change.after.effective["content.profanity"].asked == "free"


def test_choosing_is_all_or_nothing_and_reports_everything() -> None:
    with pytest.raises(ConfiguratorError) as caught:
        session().choose(
            {"autonomy.send_messages": "auto", "autonomy.max_steps": 3.0, "style.length": "short"}
        )
    kinds = [type(error) for error in (caught.value, *caught.value.others)]
    assert kinds == [InvalidError, RefusedError]


def test_none_goes_back_to_the_default() -> None:
    change = session(style__length="short").choose({"style.length": None})
    assert change.after.profile.preferences == {}
    assert change.changed == {"style.length": ("short", None)}
    assert session().choose({"style.length": None}).changed == {}


def test_an_unknown_setting_is_named_with_what_was_meant() -> None:
    with pytest.raises(UsageError) as caught:
        session().choose({"autonomy.shel": None})
    assert caught.value.hint == "did you mean `autonomy.shell`?"


def test_broken_preferences_stop_everything_but_their_own_mending() -> None:
    broken = session(autonomy__shel="never", autonomy__shell=3)
    assert [(violation.key, violation.kind) for violation in broken.broken] == [
        ("autonomy.shel", "unknown-setting"),
        ("autonomy.shell", "not-a-value"),
    ]
    with pytest.raises(InvalidError):
        broken.sound()
    with pytest.raises(InvalidError):
        broken.sound(mending=["autonomy.shell"])
    assert broken.sound(mending=["autonomy.shell", "autonomy.shel"]) is broken


def test_tightening_the_bounds_and_loosening_them_gives_everything_back() -> None:
    asked: dict[str, Any] = {
        "audience__age_group": "adult_declared",
        "advice__homework": "full",
        "privacy__memory": "across",
    }
    free, schooled = session(**asked), session("school", **asked)
    assert schooled.raw("advice.homework") == "examples"
    assert schooled.effective["advice.homework"].asked == "full"
    assert {key: free.raw(key) for key in free.effective} == {
        key: session(**asked).raw(key) for key in free.effective
    }


def test_an_obstacle_stops_loosening_and_nothing_else() -> None:
    stuck = session(
        obstacles=(Obstacle("eu", "it is gone"),), autonomy__shell="host", autonomy__network="off"
    )
    assert stuck.raw("autonomy.shell") == "ask_each"
    assert stuck.raw("autonomy.network") == "off"
    with pytest.raises(RefusedError) as caught:
        stuck.choose({"autonomy.file_write": "project"})
    assert "it is gone" in caught.value.message
    assert stuck.choose({"autonomy.file_write": "never"}).after.raw("autonomy.file_write") == "never"


def test_notes_show_where_they_apply() -> None:
    about = [key for _, key in session(money__per_day=10).notes()]
    assert "money.per_day" in about
    assert "money.per_day" not in [
        key for _, key in session(money__per_day=10, autonomy__tools=["payments"]).notes()
    ]
    assert [key for _, key in session(money__ask_above=20, money__per_day=10).notes(["money.ask_above"])] == [
        "money.ask_above"
    ]


def test_explaining_a_gated_value_names_who_could_grant_it() -> None:
    account = explain(session(), "advice.medical", "clinician")
    assert [opening.is_open for opening in account.openings] == [False]
    assert account.needed == ("a layer of kind organisation would have to grant it: society gates it",)
    granted = explain(session("hospital"), "advice.medical", "clinician")
    assert [opening.is_open for opening in granted.openings] == [True]
    assert granted.needed == ()


def test_explaining_names_the_layer_that_narrowed() -> None:
    account = explain(session("school"), "advice.homework", "full")
    assert [(step.layer.id, step.before != step.after) for step in account.steps] == [
        ("society", False),
        ("school", True),
    ]
    assert len(account.needed) == 1
    assert "organisation `school` would have to move its bounds" in account.needed[0]


def test_a_change_reaches_through_one_condition_to_the_next() -> None:
    asked: dict[str, Any] = {
        "audience__age_group": "adult_declared",
        "autonomy__untrusted_text": "project_files",
        "autonomy__network": "open",
        "privacy__redact": ["credentials", "payment_card", "government_id"],
    }
    before = session(**asked)
    assert before.raw("autonomy.network") == "ask_new"
    assert before.raw("privacy.redact") == ["credentials", "payment_card", "government_id"]
    change = before.choose({"autonomy.untrusted_text": "never"})
    assert change.after.raw("autonomy.network") == "open"
    assert "email" in change.after.raw("privacy.redact")
    assert {held.key: held.by for held in change.held} == {"privacy.redact": "open_network"}
