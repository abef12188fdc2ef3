"""Completion: one small script for each shell, which asks the program for words."""

from __future__ import annotations

from argparse import Namespace

from configurator.cli.output import say
from configurator.cli.parser import GLOBAL_FLAGS, GLOBAL_WITH_VALUE
from configurator.cli.verbs import VERBS
from configurator.errors import ConfiguratorError

SCRIPTS = {
    "bash": """_configurator() {
    local IFS=$'\\n'
    COMPREPLY=($(configurator complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == @files ]]; then
        COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
    fi
}
complete -F _configurator configurator
""",
    "zsh": """#compdef configurator
_configurator() {
    local -a words_found
    words_found=("${(@f)$(configurator complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ ${words_found[1]} == @files ]]; then
        _files
    else
        compadd -- ${words_found}
    fi
}
if [ "$funcstack[1]" = "_configurator" ]; then
    _configurator "$@"
else
    compdef _configurator configurator
fi
""",
    "fish": """function __configurator_words
    set -l found (configurator complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)
    if test "$found" = @files
        __fish_complete_path (commandline -ct)
    else
        printf '%s\\n' $found
    end
end
complete -c configurator -f -a '(__configurator_words)'
""",
}

ONE_LAYER = ("--first-layer", "--second-layer")
"""What names a layer beside the global option."""

FILES = "@files"
"""What the program answers where the shell should offer file names."""


def script(options: Namespace) -> int:
    """Print the script for a shell."""
    say(SCRIPTS[options.shell].rstrip())
    return 0


def complete(options: Namespace) -> int:
    """Print what can stand in place of the last word, one a line."""
    try:
        found = candidates([word for word in options.words if word != "--"])
    except ConfiguratorError:
        return 0
    for word in found:
        say(word)
    return 0


def candidates(words: list[str]) -> list[str]:
    """What can stand in place of the last of ``words`` (which may be empty)."""
    *before, last = words or [""]
    if before and before[-1] in (*GLOBAL_WITH_VALUE, *ONE_LAYER):
        return _matching(_option_values(before[-1]), last)
    before = _without_globals(before)
    name, rest = _verb(before)
    if not name:
        firsts = dict.fromkeys(verb.name.split()[0] for verb in VERBS if verb.does)
        return _matching([*firsts, *GLOBAL_WITH_VALUE, *GLOBAL_FLAGS], last)
    family = [v.name.split()[1] for v in VERBS if v.name.startswith(f"{name} ")]
    if family:
        return _matching(family, last)
    verb = next(verb for verb in VERBS if verb.name == name)
    if last.startswith("--"):
        own = [n for argument in verb.arguments for n in argument.names if n.startswith("--")]
        return _matching([*own, *GLOBAL_WITH_VALUE, *GLOBAL_FLAGS], last)
    return _matching(_words_for(name, [w for w in rest if not w.startswith("--")], last), last)


def _without_globals(words: list[str]) -> list[str]:
    kept: list[str] = []
    skip = False
    for word in words:
        if not skip and word not in GLOBAL_FLAGS and word not in GLOBAL_WITH_VALUE:
            kept.append(word)
        skip = not skip and word in GLOBAL_WITH_VALUE
    return kept


def _verb(words: list[str]) -> tuple[str, list[str]]:
    names = {verb.name for verb in VERBS}
    for count in (2, 1):
        name = " ".join(words[:count])
        if len(words) >= count and (name in names or any(n.startswith(f"{name} ") for n in names)):
            return name, words[count:]
    return "", words


def _words_for(name: str, given: list[str], last: str) -> list[str]:
    """The words that a verb's next argument can be."""
    from configurator.session.opening import Named, open_session
    from configurator.store import profiles

    if name in ("check", "policy lint", "policy compare", "evals read") or (
        name == "layer add" and ("/" in last or last.startswith("."))
    ):
        return [FILES]
    if name in ("profile use", "profile delete", "profile copy"):
        return profiles.names()
    if name == "completion":
        return list(SCRIPTS)
    if name in ("export", "scan", "import"):
        from configurator.exporters.registry import ids

        return [one for one in ids() if one not in given]
    session = open_session(Named())
    if name == "unexport":
        from configurator.session.exporting import record

        targets = {one for file in record(session).files.values() for one in file.targets}
        return sorted(targets.difference(given))
    policy = session.composition.policy
    keys = list(session.composition.permitted)
    first_key = keys if not given else values_of(session, given[0])
    after_key = values_of(session, given[-1]) if len(given) % 2 else keys
    by_verb: dict[str, list[str]] = {
        "preset show": list(policy.presets),
        "preset apply": list(policy.presets),
        "layer add": list(policy.layers),
        "layer remove": list(session.profile.layers),
        "get": keys if not given else [],
        "reset": keys,
        "explain": first_key,
        "policy show": keys if not given else [],
        "set": after_key,
        "show": list(policy.catalogue.categories),
        "diff": ["defaults", *profiles.names(), *(f"preset:{one}" for one in policy.presets)],
    }
    return by_verb.get(name, [])


def values_of(session: object, key: str) -> list[str]:
    """The permitted values of a setting, for a person who is typing one."""
    from configurator.session import Session

    if not isinstance(session, Session) or key not in session.composition.permitted:
        return []
    permitted = session.composition.permitted[key]
    if permitted.setting.kind == "members":
        return [f"{sign}{name}" for name in permitted.setting.ids for sign in "+-"]
    return [name for name in permitted.setting.ids if name in permitted.bounds]


def _matching(words: list[str], start: str) -> list[str]:
    return [word for word in words if word.startswith(start) or word == FILES]


def _option_values(option: str) -> list[str]:
    if option == "--profile":
        from configurator.store import profiles

        return profiles.names()
    if option in ("--layer", *ONE_LAYER):
        from configurator.session.opening import Named, open_policy

        return list(open_policy(Named()).layers)
    return [FILES]
