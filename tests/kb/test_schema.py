"""The JSON Schemas that editors read: current, and agreed with by every contributed file."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from kb.draft import Draft
from kb.read.schema import schemas
from kb.write.comments import MODELINE


def test_committed_schemas_are_current(root: Path, draft: Draft) -> None:
    stale = [name for name, text in schemas(draft).items() if (root / "schema" / name).read_text() != text]
    assert stale == [], "run `kb schema`"


def test_every_file_names_its_schema_and_agrees_with_it(root: Path) -> None:
    for path in sorted(root.rglob("*.yaml")):
        text = path.read_text()
        first = text.splitlines()[0]
        assert first.startswith(MODELINE), path
        schema = json.loads((path.parent / first.removeprefix(MODELINE)).read_text())
        errors = [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(_dated(yaml.safe_load(text)))]
        assert errors == [], path


def test_schemas_catch_what_the_checker_catches(root: Path) -> None:
    schema = json.loads((root / "schema" / "source.json").read_text())
    source = _dated(yaml.safe_load((root / "sources" / "opt.yaml").read_text()))
    claim = source["passages"][0]["claims"][0]
    for key, value in (("subject", "opt-175"), ("predicate", "layer"), ("modality", "sure"), ("sais", "x")):
        planted = {**source, "passages": [{"at": {"section": "1"}, "claims": [{**claim, key: value}]}]}
        assert list(jsonschema.Draft202012Validator(schema).iter_errors(planted)), key


def test_completion_offers_the_words_in_use_with_descriptions(root: Path) -> None:
    claim = json.loads((root / "schema" / "source.json").read_text())["$defs"]["Claim"]["properties"]
    assert "opt-175b" in claim["subject"]["enum"]
    assert "tokens_seen" in claim["predicate"]["enum"]
    assert {"in", "do", "left", "cause", "about"} <= set(claim)
    assert [name for name, one in claim.items() if not (one.get("description") or "$ref" in one or "anyOf" in one)] == []


def _dated(node: Any) -> Any:
    """Turn dates that the plain loader made back into the text that stands in the file."""
    if isinstance(node, dict):
        return {key: _dated(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_dated(value) for value in node]
    return str(node) if isinstance(node, dt.date) else node
