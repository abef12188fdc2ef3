"""Frozen `dataclass`es with slots, made in a third of the time and without the library.

The standard decorator compiles seven methods for each class, and to import it takes as
long as forty of them: both together were a fifth of a short command. This one compiles
only the constructor; the others are the same for all classes. `dataclasses.fields`,
`replace` and so on take these classes as they do their own.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass, field, replace

T = TypeVar("T")

_REQUIRED: Any = object()


class _Field:
    """What is said of one field beside its name."""

    __slots__ = ("compare", "default", "factory")

    def __init__(self, default: Any = _REQUIRED, factory: Any = None, *, compare: bool = True) -> None:
        self.default = default
        self.factory = factory
        self.compare = compare


class _AsStandard:
    """`__dataclass_fields__`, made when the library asks for them."""

    def __init__(self, fields: dict[str, _Field]) -> None:
        self._fields = fields
        self._made: Any = None

    def __get__(self, _value: object, cls: type) -> Any:
        if self._made is None:
            import dataclasses

            names = {"__annotations__": {name: cls.__annotations__[name] for name in self._fields}}
            for name, one in self._fields.items():
                given = {"default": one.default} if one.default is not _REQUIRED else {}
                made = {"default_factory": one.factory} if one.factory is not None else {}
                names[name] = dataclasses.field(compare=one.compare, **given, **made)
            like: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(type(cls.__name__, (), names))
            self._made = like.__dataclass_fields__
        return self._made


def _made(cls: type[T]) -> type[T]:
    fields = {name: _described(cls.__dict__.get(name, _REQUIRED)) for name in cls.__annotations__}
    names = {key: value for key, value in cls.__dict__.items() if key not in fields}
    names.pop("__dict__", None)
    names.pop("__weakref__", None)
    make: Any = type(cls)
    made = make(cls.__name__, cls.__bases__, {**names, "__slots__": (*fields,), "__match_args__": (*fields,)})
    made.__dataclass_fields__ = _AsStandard(fields)
    made.__qualname__ = cls.__qualname__
    compared = attrgetter(*(name for name, one in fields.items() if one.compare))
    made.__init__ = _constructor(made, fields)
    made.__eq__ = lambda a, b: compared(a) == compared(b) if b.__class__ is a.__class__ else NotImplemented
    made.__hash__ = lambda a: hash(compared(a))
    made.__repr__ = _represented
    made.__reduce__ = _reduced
    made.__setattr__ = made.__delattr__ = _refused
    return made  # type: ignore[no-any-return]  # the class that came, with slots


def _described(value: Any) -> _Field:
    return value if isinstance(value, _Field) else _Field(value)


def _constructor(cls: type, fields: dict[str, _Field]) -> Callable[..., None]:
    """``__init__``, with the fields as parameters in their order."""
    names: dict[str, Any] = {"_set": object.__setattr__}
    parameters, lines = [], []
    for name, one in fields.items():
        value = name
        if one.default is _REQUIRED and one.factory is None:
            parameters.append(name)
        else:
            names[f"_{name}"] = one.default
            parameters.append(f"{name}=_{name}")
        if one.factory is not None:
            names[f"_make_{name}"] = one.factory
            value = f"_make_{name}() if {name} is _{name} else {name}"
        lines.append(f"    _set(self, {name!r}, {value})")
    exec(f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines), names)  # noqa: S102  # of names in this code base
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _represented(value: Any) -> str:
    parts = (f"{name}={getattr(value, name)!r}" for name in value.__match_args__)
    return f"{value.__class__.__qualname__}({', '.join(parts)})"


def _reduced(value: Any) -> tuple[type, tuple[Any, ...]]:
    return value.__class__, tuple(getattr(value, name) for name in value.__match_args__)


def _refused(value: Any, name: str, _new: object = None) -> None:
    import dataclasses

    raise dataclasses.FrozenInstanceError(f"{value.__class__.__name__}.{name}")


if not TYPE_CHECKING:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type[T]], type[T]]:
        """A frozen dataclass with slots."""
        if not (frozen and slots):
            raise TypeError("only frozen classes with slots are made here")
        return _made

    def field(*, default: Any = _REQUIRED, default_factory: Any = None, compare: bool = True) -> Any:
        """A field of such a class, as the standard one."""
        return _Field(default, default_factory, compare=compare)

    def replace(value: T, /, **changes: Any) -> T:
        """``value`` with some fields changed."""
        names = value.__match_args__
        return value.__class__(
            **{name: getattr(value, name) for name in names if name not in changes}, **changes
        )


__all__ = ["dataclass", "field", "replace"]
