"""What the makers of an API say to a file: a complaint is an exception.

Each judge is closed: where a package lets something pass, or drops it without a word,
the schema derived from it, or its answer read again, does not.
"""

from __future__ import annotations

import functools
import json
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema

SCHEMAS = Path(__file__).with_name("schemas")


class ComplaintError(ValueError):
    """What is wrong with a file."""


def same(found: Any, wanted: Any) -> None:
    """Raise ComplaintError where a package made something else of what it was given."""
    if found != wanted:
        raise ComplaintError(f"made into {found!r}")


def distinct(items: list[Any], *names: str) -> None:
    """Raise ComplaintError where two elements are about one thing: no package notices."""
    keys = [tuple(item.get(name) for name in names) for item in items]
    if len(keys) != len(set(keys)):
        raise ComplaintError("said twice")


def valid(data: Any, name: str) -> None:
    """Raise ValidationError where ``data`` is not what the schema called ``name`` says."""
    _validator(name).validate(data)


@functools.cache
def _validator(name: str) -> Any:
    kept = SCHEMAS / f"{name}.json"
    return jsonschema.Draft202012Validator(json.loads(kept.read_text()) if kept.exists() else _schema(name))


def closed(schema: Any) -> Any:
    """A package's own schema without its open ends: unknown keys, and any text where
    a list of words was meant."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: closed(inner) for name, inner in schema.items()}
    if "properties" in found and found.get("type") == "object":
        found["additionalProperties"] = False
        named = [name for name, one in found["properties"].items() if isinstance(one.get("const"), str)]
        found["required"] = [*found.get("required", ()), *named]
    choices = found.get("anyOf", ())
    if any("enum" in choice or "const" in choice for choice in choices if isinstance(choice, dict)):
        found["anyOf"] = [choice for choice in choices if choice != {"type": "string"}]
    unknown = "#/$defs/UnknownTool"
    if any(isinstance(choice, dict) and choice.get("$ref") == unknown for choice in choices):
        found["anyOf"] = [choice for choice in found["anyOf"] if choice.get("$ref") != unknown]
    return found


# ------------------------------------------------------------ Bedrock


def bedrock(data: Any) -> None:
    """The closed schema, botocore's validator, and its serialiser."""
    valid(data, "bedrock")
    filters = data.get("contentPolicyConfig", {}).get("filtersConfig", [])
    distinct(filters, "type")
    distinct(data.get("topicPolicyConfig", {}).get("topicsConfig", []), "name")
    distinct(data.get("sensitiveInformationPolicyConfig", {}).get("piiEntitiesConfig", []), "type")
    distinct(data.get("wordPolicyConfig", {}).get("managedWordListsConfig", []), "type")
    for one in filters:
        if (one["type"] == "PROMPT_ATTACK") != (one["outputStrength"] == "NONE"):
            raise ComplaintError("answers are no attack on a prompt, and everything else has a strength")
    operation, serializer = _guardrail()
    from botocore.validate import ParamValidator

    report = ParamValidator().validate(data, operation.input_shape)
    if report.has_errors():
        raise ComplaintError(report.generate_report())
    sent = json.loads(serializer.serialize_to_request(data, operation)["body"])
    sent.pop("clientRequestToken", None)
    same(sent, data)


@functools.cache
def _guardrail() -> Any:
    from botocore.serialize import create_serializer
    from botocore.session import Session

    model = Session().get_service_model("bedrock")
    return model.operation_model("CreateGuardrail"), create_serializer("rest-json", False)


def bedrock_template(data: Any) -> None:
    """The shell of a template, and in it the request again, in CloudFormation's spelling."""
    if data.keys() != {"AWSTemplateFormatVersion", "Resources"} or data["Resources"].keys() != {"Guardrail"}:
        raise ComplaintError("no such section")
    same(data["AWSTemplateFormatVersion"], "2010-09-09")
    resource = data["Resources"]["Guardrail"]
    same({**resource, "Properties": {}}, {"Type": "AWS::Bedrock::Guardrail", "Properties": {}})
    bedrock(_small(resource["Properties"]))


def _small(value: Any) -> Any:
    if isinstance(value, list):
        return [_small(one) for one in value]
    if not isinstance(value, dict):
        return value
    if wrong := [name for name in value if not name[:1].isupper()]:
        raise ComplaintError(f"{wrong} are no properties")
    return {name[:1].lower() + name[1:]: _small(inner) for name, inner in value.items()}


# ------------------------------------------------------------ Azure

AZURE_FILTERS: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "Hate": (("Prompt", "Completion"), True),
    "Sexual": (("Prompt", "Completion"), True),
    "Violence": (("Prompt", "Completion"), True),
    "Selfharm": (("Prompt", "Completion"), True),
    "Jailbreak": (("Prompt",), False),
    "Indirect Attack": (("Prompt",), False),
    "Profanity": (("Prompt", "Completion"), False),
}
"""Where each filter may stand and whether it has a threshold, as documented: to the package a name is any text."""


def azure(data: Any) -> None:
    """The closed schema, and the package's own classes there and back."""
    valid(data, "azure")
    properties = data["properties"]
    distinct(properties["contentFilters"], "name", "source")
    for one in properties["contentFilters"]:
        sources, threshold = AZURE_FILTERS.get(one.get("name"), ((), False))
        if one.get("source") not in sources or ("severityThreshold" in one) is not threshold:
            raise ComplaintError(f"no such filter: {one}")
        if one.keys() < {"enabled", "blocking"} or not (one.get("enabled") and one.get("blocking")):
            raise ComplaintError("it would let pass what it finds")
    if properties.get("mode") != "Blocking" or properties.get("basePolicyName") != "Microsoft.DefaultV2":
        raise ComplaintError("not a policy that blocks")
    from azure.mgmt.cognitiveservices import models
    from azure.mgmt.cognitiveservices._utils.serialization import Deserializer, Serializer

    classes = {name: one for name, one in vars(models).items() if isinstance(one, type)}
    policy = Deserializer(classes)("RaiPolicy", data)
    writer: Any = Serializer(classes)
    same(writer.body(policy, "RaiPolicy"), data)


# ------------------------------------------------------------ requests


def gemini(data: Any) -> None:
    """The package's own class, in which an unknown word is a warning."""
    from google.genai import types

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        config = types.GenerateContentConfig.model_validate(data)
    same(config.model_dump(mode="json", by_alias=True, exclude_unset=True), data)
    distinct(data.get("safetySettings", []), "category")
    for one in data.get("safetySettings", []):
        if one.keys() != {"category", "threshold"}:
            raise ComplaintError("half a setting")


def gemini_interaction(data: Any) -> None:
    """The package's own class, without its open ends."""
    valid({"model": "m", "input": "hello", **data}, "gemini_interaction")
    distinct(data.get("safety_settings", []), "type")


MODERATION = "omni-moderation-latest"


def openai(data: Any) -> None:
    """The package's own type, without its open ends."""
    valid({"model": "m", "input": "hello", **data}, "openai")
    if data.get("moderation", {}).get("model", MODERATION) != MODERATION:
        raise ComplaintError("no such model")
    if data.get("max_tool_calls", 1) < 1:
        raise ComplaintError("no number of calls")


def anthropic(data: Any) -> None:
    """The package's own type, without its open ends."""
    request = {"model": "m", "max_tokens": 1, "messages": [{"role": "user", "content": "hello"}]}
    valid({**request, **data}, "anthropic")


def mistral(data: Any) -> None:
    """The package's own class, without its open ends, and there and back."""
    from mistralai.client.models import ChatCompletionRequest

    valid({"model": "m", **data}, "mistral")
    request = ChatCompletionRequest.model_validate({"model": "m", **data})
    sent = request.model_dump(mode="json", by_alias=True, exclude_unset=True)
    same({name: sent[name] for name in sent if name not in ("model", "stream")}, data)
    for guardrail in data.get("guardrails", []):
        judged = guardrail.get("moderation_llm_v2", {})
        if (guardrail.get("block_on_error"), judged.get("action")) != (True, "block"):
            raise ComplaintError("it would let pass what it finds")
        if not all(0 < one <= 1 for one in judged.get("custom_category_thresholds", {}).values()):
            raise ComplaintError("no probability")
    distinct([{"kind": "guardrail"} for _ in data.get("guardrails", [])], "kind")


def _schema(name: str) -> Any:
    from pydantic import TypeAdapter

    found: Any
    if name == "gemini_interaction":
        from google.genai._gaos.types.interactions.createmodelinteraction import CreateModelInteraction

        found = CreateModelInteraction
    elif name == "openai":
        from openai.types.responses.response_create_params import ResponseCreateParamsNonStreaming

        found = ResponseCreateParamsNonStreaming
    elif name == "anthropic":
        from anthropic.types.message_create_params import MessageCreateParamsNonStreaming

        found = MessageCreateParamsNonStreaming
    else:
        from mistralai.client.models import ChatCompletionRequest

        found = ChatCompletionRequest
    schema = closed(TypeAdapter(found).json_schema())
    schema["properties"]["model"] = {"type": "string"}  # not in our files, and newer than the package
    return schema


JUDGES: Mapping[str, tuple[str, Callable[[Any], None]]] = {
    "bedrock-guardrail.json": ("botocore", bedrock),
    "bedrock-guardrail.template.json": ("botocore", bedrock_template),
    "azure-openai-rai-policy.json": ("azure.mgmt.cognitiveservices", azure),
    "gemini-generate-content.json": ("google.genai", gemini),
    "gemini-interaction.json": ("google.genai", gemini_interaction),
    "openai-response.json": ("openai", openai),
    "anthropic-message.json": ("anthropic", anthropic),
    "mistral-chat.json": ("mistralai", mistral),
}
"""By file: the package that has to be there, and the judge."""
