"""JSON Schemas for editors, made from the records and from the words in use; `claims/schema/` holds them."""

import json
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from kb.draft import Draft
from kb.read.records import FORMS
from kb.records.coverage import Coverage
from kb.records.entity import Entity
from kb.records.finding import Finding
from kb.records.guide import Guide
from kb.records.link import Link
from kb.records.retired import Retired
from kb.records.review import Review
from kb.records.source import Source
from kb.records.verification import Verification
from kb.records.vocabulary import Person, Predicate, Unit

Schema = dict[str, Any]
LISTS = {
    "units": Unit,
    "people": Person,
    "predicates": Predicate,
    "entities": Entity,
    "links": Link,
    "findings": Finding,
    "retired": Retired,
}
SINGLES = {"guide": Guide, "coverage": Coverage, "verification": Verification, "review": Review}
TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""Editors read YAML's numbers and yes as such; here all of them are texts."""
VALUE: Schema = {"type": ["string", "number", "boolean", "object"]}


def schemas(draft: Draft) -> dict[str, str]:
    """Return the text of each schema by its file name."""
    made = {f"{key}.json": _list(key, _adapted(TypeAdapter(record).json_schema())) for key, record in LISTS.items()}
    made |= {f"{key}.json": {**_head(key), **_adapted(TypeAdapter(record).json_schema())} for key, record in SINGLES.items()}
    made["source.json"] = _source(draft)
    return {name: json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n" for name, schema in made.items()}


def _list(key: str, item: Schema) -> Schema:
    """Describe a file that holds one list of records."""
    definitions = item.pop("$defs", {})
    kind = {"kind": definitions.get("Kind", TEXT)} if key == "entities" else {}
    if key == "entities":
        item["properties"].pop("kind", None)
        item["required"].remove("kind")
    properties = {**kind, key: {"type": "array", "items": item}}
    return {**_head(key), "properties": properties, "required": list(properties), "additionalProperties": False, "$defs": definitions}


def _head(title: str) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, "type": "object"}


def _source(draft: Draft) -> Schema:
    """Describe a file that holds one source: its claims carry the fields of one form beside the common ones."""
    source = _adapted(TypeAdapter(Source).json_schema())
    definitions = source.pop("$defs")
    claim = definitions["Claim"]
    for form in dict.fromkeys(FORMS.values()):
        own = _adapted(TypeAdapter(form).json_schema())
        definitions |= {name: one for name, one in own.pop("$defs", {}).items() if name not in definitions}
        claim["properties"] |= {name: {**one} for name, one in own["properties"].items() if name not in claim["properties"]}
    claim["properties"].pop("body")
    claim["properties"] |= {"value": {**VALUE, "description": "The value, as the predicate takes it."}}
    claim["properties"]["predicate"] = _among(draft.predicates, "What is said of the subject.")
    for name in ("subject", "cause", "outcome", "system", "benchmark", "metric"):
        claim["properties"][name] = _among(draft.entities, claim["properties"][name].get("description", ""))
    claim["properties"]["about"] = {"type": "array", "items": _among(draft.entities, ""), "description": "The entities that it is about."}
    claim["required"] = ["id", "says"]
    claim["anyOf"] = [{"required": [key]} for key in FORMS]
    return {**_head("source"), **source, "$defs": definitions}


def _among(words: Iterable[str], description: str) -> Schema:
    return {"enum": sorted(words), "description": description}


def _adapted(node: Any) -> Any:
    """Turn pydantic's schema of a record into that of its YAML: scalars are texts."""
    if isinstance(node, list):
        return [_adapted(part) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("title") in ("Value", "Quantity"):
        return {**VALUE, "description": node.get("description", "")}
    if node.get("type") in ("string", "integer", "boolean") and "enum" not in node:
        return {**{key: value for key, value in node.items() if key in ("description", "default") and value is not None}, **TEXT}
    found = {key: _adapted(value) for key, value in node.items() if key not in ("title", "default", "properties")}
    if isinstance(node.get("properties"), dict):
        found["properties"] = {key: _adapted(value) for key, value in node["properties"].items()}
    return found
