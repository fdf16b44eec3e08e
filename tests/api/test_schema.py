"""The schema as clients see it."""

from pathlib import Path

from graphql import build_schema, is_enum_type, is_input_object_type, is_interface_type, is_object_type
from starlette.testclient import TestClient

from api.schema import printed

COMMITTED = Path(__file__).parent.parent.parent / "api" / "schema.graphql"


def test_committed_schema_is_current() -> None:
    assert COMMITTED.read_text() == printed(), "write it anew: python -c 'from api.schema import printed; print(printed(), end=\"\")'"


def test_served_schema_is_the_committed_one(client: TestClient) -> None:
    assert client.get("/schema.graphql").text == COMMITTED.read_text()


def test_everything_is_described() -> None:
    bare = []
    for name, type_ in build_schema(printed()).type_map.items():
        if name.startswith("__"):
            continue
        if not type_.description and name not in ("String", "Int", "Boolean", "ID", "Float"):
            bare.append(name)
        if is_object_type(type_) or is_interface_type(type_) or is_input_object_type(type_):
            bare += [f"{name}.{key}" for key, field in type_.fields.items() if not field.description]
        if is_object_type(type_):
            bare += [
                f"{name}.{key}({arg})" for key, field in type_.fields.items() for arg, one in field.args.items() if not one.description
            ]
    assert bare == []


def test_closed_words_are_enums() -> None:
    names = {name for name, type_ in build_schema(printed()).type_map.items() if is_enum_type(type_)}
    assert {"Kind", "Form", "Modality", "Polarity", "Stance", "Status", "Standing"} <= names
