"""`serve`: the terminal app in a browser on this machine."""

from __future__ import annotations

import sys
from argparse import Namespace

from configurator.cli.opening import opened
from configurator.cli.output import print_json, say, say_warning, tell
from configurator.errors import UsageError
from configurator.messages import _
from configurator.web.address import CONSENT, wanted

FROM_THE_EXTRA = {"aiohttp", "textual_serve"}


def serve(options: Namespace) -> int:
    """Serve until told to end."""
    try:
        from configurator.web.server import serve as run
    except ModuleNotFoundError as error:
        raise not_installed(error) from error
    import asyncio

    address = wanted(options.listen, options.port, consent=options.consent)
    opened(options)  # what is wrong with the policy or the profile is said here, not in every tab
    if not address.ip.is_loopback:
        say_warning(
            _(
                "anyone who reaches `{address}` and sees the address below, or the traffic, can change your settings",
                address=address.ip,
            ),
            _("without `{option}` only this machine can connect", option=CONSENT),
        )

    def announce(url: str) -> None:
        # Not opened in a browser from here: on its command line every user of this machine could read it.
        tell(
            _(
                "open this address in a browser; it is a key to your settings, so give it to nobody; Ctrl-C ends"
            )
        )
        if options.json:
            print_json({"schema": 1, "url": url})
        else:
            say(url)
        sys.stdout.flush()

    return asyncio.run(run(command(options), address, announce, tell))


def command(options: Namespace) -> list[str]:
    """What starts the app with the same profile, policy and layers. No shell reads it."""
    given = [
        *(("--profile", options.profile), ("--preferences", options.preferences)),
        *(("--policy", options.policy), ("--lang", options.lang)),
        *(("--layer", layer) for layer in options.layer),
    ]
    words = [f"{name}={value}" for name, value in given if value]
    return [sys.executable, "-P", "-m", "configurator", *words]


def not_installed(error: ModuleNotFoundError) -> Exception:
    """The error to show for a module that is not there."""
    if (error.name or "").partition(".")[0] not in FROM_THE_EXTRA:
        return error
    return UsageError(
        _("`configurator serve` needs `{module}`, which is not installed", module=error.name),
        hint=_("`pip install 'ai-behavior-configurator[web]'` installs it"),
        slug="not-installed",
    )
