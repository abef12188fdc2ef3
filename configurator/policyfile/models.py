"""What a policy file may say. Strict: exact types, and no key that is not here.

Shapes only. Whether a key names a setting, and a value one of its levels, is
for ``build.py``, which knows the catalogue.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from configurator.domain.policy import LayerKind
from configurator.domain.text import refused_character
from configurator.messages import _

SCHEMA = 1
"""The newest file schema that this program reads."""


def _plain(text: str) -> str:
    if trouble := refused_character(text):
        raise ValueError(_("it may not hold {trouble}", trouble=trouble))
    return text


def _readable_schema(number: int) -> int:
    if number != SCHEMA:
        if number < SCHEMA:
            raise ValueError(_("there is no schema {number}; the first is 1", number=number))
        raise ValueError(
            _(
                "this program reads schema {known}, the file is of schema {found}; update the program",
                known=SCHEMA,
                found=number,
            )
        )
    return number


def _hexadecimal(text: str) -> str:
    if len(text) < 32 or len(text) % 2 or text.strip("0123456789abcdef"):
        raise ValueError(_("it has to be at least 32 hexadecimal digits, as `layer passphrase` writes it"))
    return text


def _whole_key(text: str) -> str:
    if len(text) != 64:
        raise ValueError(_("it has to be 64 hexadecimal digits"))
    return _hexadecimal(text)


Hex = Annotated[str, AfterValidator(_hexadecimal)]
PublicKey = Annotated[str, AfterValidator(_whole_key)]
Words = Annotated[str, AfterValidator(_plain)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=80)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Schema = Annotated[int, AfterValidator(_readable_schema)]
RawValue = str | int | list[str]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class File(Strict):
    """What every file has."""

    schema_: Schema = Field(alias="schema")


# ---------------------------------------------------------------- catalogue


class Named(Strict):
    """A level, an option or an item."""

    id: Id
    label: Words
    say: Words = ""


class CheckModel(Strict):
    """How a reply to a probe is judged."""

    at: Annotated[list[str], Field(min_length=1)] | None = None
    ask: Words = ""
    matches: Words = ""
    avoids: Words = ""
    most_words: Annotated[int, Field(ge=1)] | None = None
    judged: Words = ""
    followed: str
    ignored: str = ""


class AnySetting(Strict):
    key: Key
    title: Words
    description: Words
    context: bool = False
    synonyms: list[Words] = []
    probe: Words = ""
    check: list[CheckModel] = []


class ScaleSetting(AnySetting):
    kind: Literal["scale", "switch"]
    levels: Annotated[list[Named], Field(min_length=2)]


class AmountSetting(AnySetting):
    kind: Literal["amount"]
    unit: Words
    unit_many: Words = ""
    min: int
    max: int
    step: Annotated[int, Field(ge=1)] = 1
    looser: Literal["higher", "lower"]
    say: Words


class ChoiceSetting(AnySetting):
    kind: Literal["choice"]
    options: Annotated[list[Named], Field(min_length=2)]


class MembersSetting(AnySetting):
    kind: Literal["members"]
    items: Annotated[list[Named], Field(min_length=1)]
    looser: Literal["more", "fewer"]
    say: Words
    say_empty: Words = ""


class TextSetting(AnySetting):
    kind: Literal["text"]
    max_chars: Annotated[int, Field(ge=0, le=100_000)]
    pattern: str = ""
    say: Words
    say_empty: Words = ""


AnySettingFile = Annotated[
    ScaleSetting | AmountSetting | ChoiceSetting | MembersSetting | TextSetting, Field(discriminator="kind")
]


class Category(Strict):
    key: Id
    title: Words


class CatalogueFile(File):
    category: Category
    setting: Annotated[list[AnySettingFile], Field(min_length=1)]


# ---------------------------------------------------------------- layers


class Source(Strict):
    id: Id
    title: Words


class Cited(Strict):
    id: Id
    at: Words = ""


class Evidence(Strict):
    source: Id
    item: Words
    support: Words = ""


class Span(Strict):
    """Bounds as a file spells them; which keys fit depends on the setting's kind."""

    key: Key
    tightest: Id | None = None
    loosest: Id | None = None
    fixed: Id | None = None
    min: int | None = None
    max: int | None = None
    permit: list[Id] | None = None
    must: list[Id] | None = None
    may: list[Id] | None = None
    max_chars: Annotated[int, Field(ge=0)] | None = None


class GateModel(Strict):
    beyond: RawValue
    granted_by: Annotated[list[LayerKind], Field(min_length=1)]
    reason: Words = ""


class BoundModel(Span):
    default: RawValue | None = None
    reason: Words
    default_reason: Words = ""
    gate: list[GateModel] = []
    source: list[Cited] = []
    evidence: list[Evidence] = []


class TriggerModel(Strict):
    key: Key
    looser_than: str | int | None = None
    at_most: str | None = None
    has_any: Annotated[list[Id], Field(min_length=1)] | None = None
    lacks_any: Annotated[list[Id], Field(min_length=1)] | None = None


class ConditionModel(Strict):
    id: Id
    title: Words
    when: Annotated[list[TriggerModel], Field(min_length=1)]
    then: Annotated[list[Span], Field(min_length=1)]
    reason: Words
    source: list[Cited] = []


class GrantModel(Strict):
    key: Key
    upto: RawValue
    reason: Words
    source: list[Cited] = []


class NoteTestModel(Strict):
    key: Key
    looser_than: str | int | None = None
    tighter_than: str | int | None = None
    lacks: list[Id] | None = None
    not_empty: Literal[True] | None = None
    exceeds: Key | None = None


class NoteModel(Strict):
    text: Words
    when: Annotated[list[NoteTestModel], Field(min_length=1)]


class ApprovalModel(Strict):
    """Whose passphrase approves; what scrypt takes is bounded, so that no file asks for all memory."""

    salt: Hex
    cost: Literal[16384, 32768, 65536, 131072]
    block: Annotated[int, Field(ge=8, le=8)]
    lanes: Annotated[int, Field(ge=1, le=4)]
    public_key: PublicKey


class LayerFile(File):
    id: Id
    kind: LayerKind
    title: Words
    description: Words = ""
    source: list[Source] = []
    bound: list[BoundModel] = []
    condition: list[ConditionModel] = []
    grant: list[GrantModel] = []
    note: list[NoteModel] = []
    approval: ApprovalModel | None = None


class PolicyHead(Strict):
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    categories: Annotated[list[Id], Field(min_length=1)]


class SocietyFile(LayerFile):
    kind: Literal["society"]
    policy: PolicyHead


# ---------------------------------------------------------------- presets and locales


class PresetFile(File):
    id: Id
    title: Words
    description: Words = ""
    under: list[Id] = []
    preferences: dict[Id, dict[Id, RawValue]] = {}


class SettingTexts(Strict):
    title: Words = ""
    description: Words = ""
    labels: dict[Id, Words] = {}


class BoundTexts(Strict):
    reason: Words = ""
    default_reason: Words = ""
    gates: list[Words] = []


class GrantTexts(Strict):
    reason: Words = ""


class ConditionTexts(Strict):
    title: Words = ""
    reason: Words = ""


class PresetTexts(Strict):
    title: Words = ""
    description: Words = ""


class LayerTexts(PresetTexts):
    bound: dict[Key, BoundTexts] = {}
    grant: dict[Key, GrantTexts] = {}
    notes: list[Words] = []


class NoteTexts(Strict):
    texts: list[Words] = []


class LocaleFile(File):
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    title: Words
    category: dict[Id, Words] = {}
    setting: dict[Key, SettingTexts] = {}
    bound: dict[Key, BoundTexts] = {}
    condition: dict[Id, ConditionTexts] = {}
    layer: dict[Id, LayerTexts] = {}
    preset: dict[Id, PresetTexts] = {}
    source: dict[Id, Words] = {}
    unit: dict[str, Words] = {}
    note: NoteTexts = NoteTexts()


MODELS: dict[str, type[File]] = {
    "catalogue": CatalogueFile,
    "society": SocietyFile,
    "layer": LayerFile,
    "preset": PresetFile,
    "locale": LocaleFile,
}
