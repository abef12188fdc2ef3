"""Every error that a person can cause, and so every one that is explained.

ConfiguratorError
├── UsageError          the command line asks for something that cannot be       exit 2
├── UnreadableError     a file is missing, not permitted, too large, not text    exit 2
├── InvalidError        a file was read and is not what it has to be             exit 2
├── WriteError          a file could not be written; nothing was changed         exit 2
└── RefusedError        understood, and not permitted                            exit 1

Programming errors are ordinary Python exceptions and are not caught.
"""

from __future__ import annotations

from configurator.messages import _, labelled

TYPE_CHECKING = False
if TYPE_CHECKING:  # `typing` takes longer to load than all of this package's fast paths
    from typing import ClassVar


class Where:
    """A place in a file. ``line`` and ``column`` count from 1; 0 means unknown."""

    __slots__ = ("column", "line", "path")

    def __init__(self, path: str, line: int = 0, column: int = 0) -> None:
        self.path = path
        self.line = line
        self.column = column

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Where) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)

    def __repr__(self) -> str:
        return f"Where({str(self)!r})"


class ConfiguratorError(Exception):
    """Base of the tree above.

    ``message`` is one line: lower case, what the person wrote in backticks, no
    full stop. ``hint`` says what to do next. ``slug`` names the error for
    scripts and for the manual. ``others`` are further errors found in the same
    reading, so that a file is mended in one round.
    """

    slug: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 2

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        where: Where | None = None,
        slug: str = "",
        others: tuple[ConfiguratorError, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where
        self.name = slug or self.slug
        self.others = others

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f"\n{labelled(_('hint:'), self.hint)}" if self.hint else ""
        return f"{place}{self.message} [{self.name}]{hint}"


class UsageError(ConfiguratorError):
    """The command line asks for something that cannot be."""

    slug = "usage"


class UnreadableError(ConfiguratorError):
    """A file is missing, not permitted, too large or not text."""

    slug = "unreadable"


class InvalidError(ConfiguratorError):
    """A file was read and is not what it has to be."""

    slug = "invalid"


class WriteError(ConfiguratorError):
    """A file could not be written; what was there before is still there."""

    slug = "not-written"


class RefusedError(ConfiguratorError):
    """Understood, and not permitted."""

    slug = "refused"
    exit_code = 1


def all_as_one(errors: list[ConfiguratorError]) -> ConfiguratorError:
    """The first of ``errors``, carrying the rest. ``errors`` is not empty."""
    first, *rest = errors
    first.others = (*first.others, *rest)
    return first
