"""The schema as clients see it."""

from pathlib import Path

from graphql import (
    build_schema,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
    lexicographic_sort_schema,
    print_schema,
)
from starlette.testclient import TestClient

from api.schema import printed
from api.types.words import MEANINGS

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
        if is_enum_type(type_):
            bare += [f"{name}.{key}" for key, value in type_.values.items() if not value.description]
        if is_object_type(type_):
            bare += [
                f"{name}.{key}({arg})" for key, field in type_.fields.items() for arg, one in field.args.items() if not one.description
            ]
    assert bare == []


def test_closed_words_say_more_than_their_own_name() -> None:
    types = build_schema(printed()).type_map.items()
    words = [
        (name, key, value.description)
        for name, type_ in types
        if is_enum_type(type_) and name[0] != "_"
        for key, value in type_.values.items()
    ]
    assert [(name, key) for name, key, told in words if told == f"{key.replace('_', ' ').capitalize()}."] == []


def test_closed_words_are_enums() -> None:
    names = {name for name, type_ in build_schema(printed()).type_map.items() if is_enum_type(type_)}
    assert {"Kind", "Form", "Modality", "Polarity", "Stance", "Status", "Standing"} <= names


def test_no_word_is_described_that_does_not_exist() -> None:
    for words, meanings in MEANINGS.items():
        assert set(meanings) == {word.name for word in words}


def test_relay_finds_what_it_needs() -> None:
    types = build_schema(printed()).type_map
    node, info = types["Node"], types["PageInfo"]
    assert is_interface_type(node)
    assert {name for name, type_ in types.items() if is_object_type(type_) and node in type_.interfaces} == {
        "Claim",
        "Entity",
        "Finding",
        "Guide",
        "Predicate",
        "Source",
    }
    assert is_object_type(info)
    assert {name: str(field.type) for name, field in info.fields.items()} == {
        "hasNextPage": "Boolean!",
        "hasPreviousPage": "Boolean!",
        "startCursor": "String",
        "endCursor": "String",
    }


def test_the_schema_is_printed_in_the_order_of_names() -> None:
    assert printed() == print_schema(lexicographic_sort_schema(build_schema(printed()))) + "\n"
