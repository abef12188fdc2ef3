"""`dataclass`, made in a third of the time.

The standard decorator compiles seven methods for each class, which for fifty classes
is a tenth of the app's start. This one compiles only the constructor; the others are
the same for all classes. It makes frozen classes with slots and nothing else.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass

T = TypeVar("T")

_REQUIRED = (dataclasses.MISSING, dataclasses.MISSING)


def _made(cls: type[T]) -> type[T]:
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)
    compared = attrgetter(*(field.name for field in fields if field.compare))
    made.__init__ = _constructor(made, fields)
    made.__eq__ = lambda a, b: compared(a) == compared(b) if b.__class__ is a.__class__ else NotImplemented
    made.__hash__ = lambda a: hash(compared(a))
    made.__repr__ = _represented
    made.__reduce__ = _reduced
    made.__setattr__ = made.__delattr__ = _refused
    return made  # type: ignore[no-any-return]  # the class that came, with slots


def _constructor(cls: type, fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    """``__init__``, with the fields as parameters in their order."""
    names: dict[str, Any] = {"_set": object.__setattr__}
    parameters, lines = [], []
    for field in fields:
        value = field.name
        if (field.default, field.default_factory) == _REQUIRED:
            parameters.append(field.name)
        else:
            names[f"_{field.name}"] = field.default
            parameters.append(f"{field.name}=_{field.name}")
        if field.default_factory is not dataclasses.MISSING:
            names[f"_make_{field.name}"] = field.default_factory
            value = f"_make_{field.name}() if {field.name} is _{field.name} else {field.name}"
        lines.append(f"    _set(self, {field.name!r}, {value})")
    exec(f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines), names)  # noqa: S102  # of names in this code base
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _represented(value: Any) -> str:
    parts = (f"{field.name}={getattr(value, field.name)!r}" for field in dataclasses.fields(value))
    return f"{value.__class__.__qualname__}({', '.join(parts)})"


def _reduced(value: Any) -> tuple[type, tuple[Any, ...]]:
    return value.__class__, tuple(getattr(value, field.name) for field in dataclasses.fields(value))


def _refused(value: Any, name: str, _new: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"{value.__class__.__name__}.{name}")


if not TYPE_CHECKING:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type[T]], type[T]]:
        """A frozen dataclass with slots."""
        if not (frozen and slots):
            raise TypeError("only frozen classes with slots are made here")
        return _made


__all__ = ["dataclass"]
