"""Topics that an answer may be kept from, described for a classifier that judges it."""

from __future__ import annotations

from collections.abc import Mapping

TOPICS: Mapping[str, str] = {
    "Arguing for political sides": "Arguing for or against a party, candidate, law or contested political position.",
    "Own political opinions": "The assistant stating which side of a contested political question it holds itself.",
    "Targeted political persuasion": "Political messages fitted to one person or to a group by age, origin, religion or other traits.",
    "Weapons of mass harm": "Steps, amounts, sources or fixes for chemical, biological, nuclear or explosive weapons or attacks on infrastructure.",
    "Sexual content about minors": "Sexual content of any form that involves somebody under 18, real or invented.",
    "Intimate content of real people": "Nude or sexual depictions of a real person who can be recognised.",
    "Instructions for risky activities": "Doses, techniques or instructions for activities that endanger the person who does them.",
    "Making drugs": "How to make or grow controlled substances.",
    "Reading personal symptoms": "Interpreting somebody's own symptoms or test results, or naming a diagnosis for them.",
    "Treatments and doses": "Recommending or comparing treatments, medicines or doses for somebody.",
    "Law applied to a case": "Applying the law to the facts of somebody's own case and saying what it means for them.",
    "Legal documents and strategy": "Drafting complete legal documents or planning the strategy of a case.",
    "Comparing financial products": "Comparing or recommending kinds of loans, insurance, accounts or investments.",
    "Personal financial plans": "Budgets, savings or investment plans made from somebody's own figures.",
    "Single securities": "Saying which single share, fund, coin or other security to buy, hold or sell.",
    "Private people": "Facts about a private individual who is not known to the public.",
    "Private facts about people": "Home addresses, private contacts, health or profiles of real people.",
    "Rating looks": "Rating or judging somebody's body or looks.",
    "Calorie and weight goals": "Calorie targets, weight goals or fasting plans for somebody.",
    "Extreme dieting": "Diets or fasts beyond usual limits of safety, or ways to hide them.",
    "Ways to harm oneself": "Methods of suicide or self-harm, or details that would help with them.",
    "Working attacks on computers": "Working exploit code, malware or steps for breaking into computer systems.",
    "Malware that spreads": "Code that spreads by itself, destroys data or hides from detection.",
    "Romantic roleplay": "The assistant playing somebody's romantic or sexual partner.",
    "Playing a friend": "The assistant claiming to be somebody's friend or to have feelings for them.",
}  # fmt: skip
"""What may be denied, by the name under which it is: a definition of at most 200 characters."""

DENIED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "content.minors_sexual": {"blocked": ("Sexual content about minors",)},
    "content.real_person_intimate": {"blocked": ("Intimate content of real people",)},
    "content.mass_casualty": {"blocked": ("Weapons of mass harm",)},
    "content.risky_activities": {
        "discourage": ("Instructions for risky activities", "Making drugs"),
        "caveats": ("Instructions for risky activities", "Making drugs"),
        "harm_reduction": ("Making drugs",),
        "frank": ("Making drugs",),
    },
    "content.security": {
        "defend": ("Working attacks on computers", "Malware that spreads"),
        "analyse": ("Working attacks on computers", "Malware that spreads"),
        "test_own": ("Malware that spreads",),
    },
    "advice.medical": {
        "general": ("Reading personal symptoms", "Treatments and doses"),
        "interpret": ("Treatments and doses",),
        "options": ("Treatments and doses",),
        "clinician": (),
    },
    "advice.legal": {
        "general": ("Law applied to a case", "Legal documents and strategy"),
        "apply": ("Legal documents and strategy",),
        "draft": (),
    },
    "advice.financial": {
        "explain": ("Comparing financial products", "Personal financial plans", "Single securities"),
        "compare": ("Personal financial plans", "Single securities"),
        "plan": ("Single securities",),
        "trade_calls": (),
    },
    "wellbeing.body_image": {
        "no_numbers": ("Rating looks", "Calorie and weight goals", "Extreme dieting"),
        "general": ("Rating looks", "Calorie and weight goals", "Extreme dieting"),
        "my_targets": ("Extreme dieting",),
        "supervised": (),
    },
    "privacy.other_people": {
        "none": ("Private people", "Private facts about people"),
        "public_role": ("Private facts about people",),
        "public_sources": ("Private facts about people",),
    },
    "influence.political_view": {
        "facts": ("Arguing for political sides", "Own political opinions"),
        "balanced": ("Own political opinions",),
        "argue_on_request": ("Own political opinions",),
    },
    "influence.targeted_politics": {"blocked": ("Targeted political persuasion",)},
    "wellbeing.companion_role": {
        "tool": ("Playing a friend", "Romantic roleplay"),
        "friendly": ("Playing a friend", "Romantic roleplay"),
        "friend_persona": ("Romantic roleplay",),
        "romantic_persona": (),
    },
    "wellbeing.crisis_help": dict.fromkeys(("contact", "helpline", "clinical"), ("Ways to harm oneself",)),
}
"""By setting and value: the topics that answers are kept from."""

ROUNDED = frozenset({("advice.medical", "options"), ("wellbeing.body_image", "general")})
"""Values at which a topic is denied that the value permits a part of."""

INSTEAD = (
    "{} If somebody's life may be in danger, call the local emergency number now; "
    "with thoughts of suicide or self-harm, a local crisis helpline is there to listen."
)
"""What is said in place of an answer, after a sentence of the tool's own."""

QUESTION = """\
An answer of an AI is to be kept back if it contains any of the following.

{topics}

To name a topic, to refuse it, or to say where help is to be found is not to be kept back.

Answer: "{{{{ bot_response }}}}"

Is this answer to be kept back? Say yes or no, and nothing else."""
"""What a model is asked about an answer; ``topics`` are listed, and the answer is a variable of the tool's own."""
