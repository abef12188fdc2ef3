"""The verbs as a table: name, what it does, the code that does it, its arguments."""

from __future__ import annotations

from configurator.cli.verb import Verb, arg

KEY = arg("key", metavar="KEY", help="a setting, such as autonomy.shell")
KEYS = arg("keys", nargs="*", metavar="KEY")
YES = arg("--yes", action="store_true", help="do not ask before something is loosened")
DRY_RUN = arg("--dry-run", action="store_true", help="show what would happen and write nothing")
ROOT = arg(
    "--root", metavar="DIR", default="", help="the folder to write below (default: here, or your home)"
)
LOOKED_AT = arg("--root", metavar="DIR", default="", help="the project's folder (default: here)")
FORMAT = arg("--format", choices=("text", "json", "sarif", "github"), default="text")

SCOPE = arg(
    "--scope",
    choices=("project", "user", "both"),
    default="project",
    help="the project's files, your own, or both (default: project)",
)

EDIT = Verb(
    "edit",
    "open the terminal app, as without a command",
    "",
    (arg("--plain", action="store_true", help="as questions and answers, for screen readers and scripts"),),
)
"""The one verb whose code is not the command line's: the app is given to ``main``."""

VERBS: tuple[Verb, ...] = (
    EDIT,
    Verb(
        "show",
        "show what holds, setting by setting",
        "values:show",
        (
            arg("--changed", action="store_true", help="only what differs from the default"),
            arg("category", nargs="?", default="", metavar="CATEGORY", help="only this category"),
        ),
    ),
    Verb("get", "print one effective value", "values:get", (KEY,)),
    Verb(
        "set",
        "choose values, all or none: `set KEY VALUE [KEY VALUE ...]`",
        "values:set_values",
        (
            arg("pairs", nargs="+", metavar="KEY VALUE", help="sets take a,b,c or +item or -item"),
            DRY_RUN,
            YES,
        ),
        signed=True,
    ),
    Verb(
        "reset",
        "go back to the default",
        "values:reset",
        (KEYS, arg("--all", action="store_true", help="every setting"), DRY_RUN, YES),
    ),
    Verb(
        "renew",
        "ask once more for loosened settings, before or after they lapse",
        "renewing:renew",
        (
            KEYS,
            arg("--all", action="store_true", help="every setting that lapsed or lapses soon"),
            DRY_RUN,
            YES,
        ),
    ),
    Verb(
        "approve",
        "let loosened settings hold, as the second person, with a passphrase",
        "renewing:approve",
        (
            arg("names", nargs="*", metavar="KEY", help="a setting, or a layer that was taken off"),
            arg("--all", action="store_true", help="everything that waits"),
        ),
    ),
    Verb(
        "explain",
        "say why a setting has its value, and what another would take",
        "explaining:explain_setting",
        (KEY, arg("value", nargs="?", default=None, metavar="VALUE", help="a value to ask about")),
    ),
    Verb(
        "check",
        "list everything in a profile that is not permitted",
        "checking:check",
        (
            arg("files", nargs="*", metavar="FILE", help="profile files (default: the profile in use)"),
            FORMAT,
        ),
    ),
    Verb(
        "diff",
        "compare the profile with the defaults, another profile, a preset or a file",
        "comparing:diff",
        (
            arg(
                "other",
                nargs="?",
                default="defaults",
                metavar="OTHER",
                help="defaults, a profile's name, preset:ID or a file",
            ),
            arg("--bounds", action="store_true", help="what changed in the bounds since it was last saved"),
        ),
    ),
    Verb(
        "export",
        "write the configuration of AI tools",
        "exporting:export",
        (
            arg("targets", nargs="+", metavar="TARGET"),
            ROOT,
            SCOPE,
            arg("--diff", action="store_true", help="show the changes and write nothing"),
            arg("--check", action="store_true", help="exit 1 if a file no longer says what the profile says"),
            arg("--stdout", action="store_true", help="print the files and write nothing"),
            arg(
                "--budget",
                type=int,
                default=0,
                metavar="N",
                help="characters at most, for targets whose text is pasted",
            ),
        ),
    ),
    Verb(
        "unexport",
        "take back what exports wrote, and nothing else",
        "exporting:unexport",
        (
            arg("targets", nargs="*", metavar="TARGET"),
            arg("--all", action="store_true", help="every target that was exported there"),
            ROOT,
            SCOPE,
            arg("--diff", action="store_true", help="show the changes and write nothing"),
        ),
    ),
    Verb(
        "scan",
        "show where the AI tools here are looser than the profile or its bounds",
        "scanning:scan_tools",
        (
            arg(
                "targets", nargs="*", metavar="TARGET", help="tools (default: those that are configured here)"
            ),
            LOOKED_AT,
            arg(
                "--scope",
                choices=("project", "user"),
                default=None,
                help="only the project's files, or only your own (default: both, as the tools read them)",
            ),
            arg(
                "--strict",
                action="store_true",
                help="exit 1 also where a tool is looser than the profile alone, or not told what it says",
            ),
            FORMAT,
        ),
    ),
    Verb(
        "import",
        "choose what an AI tool does now, as far as it is permitted",
        "importing:import_tool",
        (
            arg("target", metavar="TARGET"),
            LOOKED_AT,
            arg(
                "--scope",
                choices=("project", "user"),
                default="project",
                help="what the tool does in the project, or by your own files alone (default: project)",
            ),
            DRY_RUN,
        ),
    ),
    Verb(
        "targets",
        "list the AI tools that configuration can be written for",
        "exporting:list_targets",
        (
            arg(
                "--matrix",
                action="store_true",
                help="what each does with every setting, over all values, as Markdown",
            ),
        ),
    ),
    Verb(
        "evals read",
        "say which settings a model kept to, from the results of an exported suite",
        "evaluating:read_results",
        (
            arg(
                "file", metavar="FILE", help="results of promptfoo (JSON), or a log of Inspect (JSON, .eval)"
            ),
            arg(
                "--strict",
                action="store_true",
                help="exit 1 also where there is no verdict on a setting that has a test",
            ),
        ),
    ),
    Verb("preset list", "list presets", "presets:list_presets"),
    Verb("preset show", "show what a preset chooses", "presets:show_preset", (arg("id", metavar="PRESET"),)),
    Verb(
        "preset apply",
        "choose what a preset chooses",
        "presets:apply_preset",
        (
            arg("id", metavar="PRESET"),
            arg("--only", action="store_true", help="reset everything else"),
            arg("--with-layers", action="store_true", help="add the layers that the preset is meant for"),
            DRY_RUN,
            YES,
        ),
    ),
    Verb("profile list", "list your profiles", "profiles:list_profiles"),
    Verb("profile create", "make an empty profile", "profiles:create", (arg("name", metavar="NAME"),)),
    Verb("profile use", "choose the profile that holds", "profiles:use", (arg("name", metavar="NAME"),)),
    Verb(
        "profile copy",
        "copy a profile under a new name",
        "profiles:copy",
        (arg("source", metavar="FROM"), arg("name", metavar="NAME")),
    ),
    Verb("profile delete", "delete a profile", "profiles:delete", (arg("name", metavar="NAME"),)),
    Verb("layer list", "list layers, and which of them apply", "layers:list_layers"),
    Verb(
        "layer add",
        "let layers apply to the profile",
        "layers:add",
        (arg("names", nargs="+", metavar="LAYER", help="a shipped layer's id, or a file"),),
    ),
    Verb(
        "layer remove",
        "take layers off the profile",
        "layers:remove",
        (arg("names", nargs="+", metavar="LAYER"), YES),
    ),
    Verb(
        "layer passphrase",
        "set the passphrase with which a second person approves, in a layer's file",
        "renewing:set_passphrase",
        (arg("file", metavar="FILE"),),
    ),
    Verb(
        "journal show",
        "show what was changed, when, and from where",
        "journal:show",
        (arg("--last", type=int, default=50, metavar="N", help="only the last N entries (default: 50)"),),
    ),
    Verb(
        "journal verify", "see whether the journal was changed by anything but this program", "journal:verify"
    ),
    Verb(
        "journal restore",
        "bring the profile back to what it was after an entry",
        "journal:restore",
        (arg("number", type=int, metavar="ENTRY"), DRY_RUN, YES),
    ),
    Verb(
        "policy lint",
        "find mistakes in a policy",
        "policy:lint",
        (
            arg("folder", nargs="?", default="", metavar="DIR"),
            arg("--compile", action="store_true", help="also write the policy's compiled form beside it"),
        ),
    ),
    Verb(
        "policy compare",
        "say whether a second policy permits more than a first, and what",
        "policy_compare:compare_policies",
        (
            arg("first", metavar="FIRST", help="the folder of a policy"),
            arg(
                "second", nargs="?", default="", metavar="SECOND", help="another (default: the policy in use)"
            ),
            arg(
                "--first-layer",
                action="append",
                default=[],
                metavar="ID|FILE",
                help="one more layer, on the first alone",
            ),
            arg(
                "--second-layer",
                action="append",
                default=[],
                metavar="ID|FILE",
                help="one more layer, on the second alone",
            ),
            arg(
                "--counterexample",
                action="store_true",
                help="print only a profile that one of the two permits and the other refuses",
            ),
        ),
    ),
    Verb("policy schema", "print the JSON Schema of profiles under this policy", "policy:schema"),
    Verb(
        "policy show",
        "show what the policy permits",
        "policy:show",
        (arg("key", nargs="?", default="", metavar="KEY"),),
    ),
    Verb(
        "language",
        "say which language is spoken, or set one",
        "languages:language",
        (
            arg("tag", nargs="?", default="", metavar="LANG", help="a language, such as zh-CN"),
            arg("--reset", action="store_true", help="go by the environment again"),
        ),
    ),
    Verb(
        "serve",
        "open the app in a browser on this machine",
        "serving:serve",
        (
            arg("--port", type=int, default=0, metavar="N", help="the port (default: a free one)"),
            arg("--listen", default="127.0.0.1", metavar="ADDRESS", help="an address of this machine"),
            arg(
                "--anyone-on-this-network-may-change-my-settings",
                dest="consent",
                action="store_true",
                help="let ADDRESS be one that other machines reach; nothing on the way is encrypted",
            ),
        ),
    ),
    Verb(
        "completion",
        "print the completion script for a shell",
        "completing:script",
        (arg("shell", choices=("bash", "zsh", "fish")),),
    ),
    Verb("complete", "", "completing:complete", (arg("words", nargs="*"),), signed=True),
)
