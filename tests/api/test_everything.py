"""Every field of every record can be selected and answered, and no argument, however odd, is a fault of ours."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLField,
    GraphQLObjectType,
    build_schema,
    get_named_type,
    is_leaf_type,
    is_object_type,
    is_required_argument,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from api.execution.answering import run
from api.schema import printed
from kb.store.base import KnowledgeBase

TYPES = build_schema(printed()).type_map
POINTING = {"Claim", "Entity", "Source", "Predicate", "ClaimConnection", "EntityConnection", "Finding", "Guide"}
"""Types through which a selection of everything would never end."""


def selection(type_: Any, levels: int = 8) -> str:
    """All fields of a type that need no argument, down to leaves."""
    if is_leaf_type(type_):
        return ""
    chosen = [
        field_text(name, field, levels) for name, field in type_.fields.items() if not any(map(is_required_argument, field.args.values()))
    ]
    return " { " + " ".join(filter(None, chosen)) + " }"


def field_text(name: str, field: GraphQLField, levels: int) -> str:
    named = get_named_type(field.type)
    if named.name in POINTING:
        return name + " { __typename }"
    return name + selection(named, levels - 1) if levels else ""


def object_type(name: str) -> GraphQLObjectType:
    found = TYPES[name]
    assert is_object_type(found)
    return found


FIELDS = [
    (parent, name) for parent in ("Claim", "Entity", "Source", "Predicate", "Finding", "Guide") for name in object_type(parent).fields
]


@pytest.fixture(params=["base", "world_base"])
def any_base(request: pytest.FixtureRequest) -> KnowledgeBase:
    found: KnowledgeBase = request.getfixturevalue(request.param)
    return found


def pages(base: KnowledgeBase, parent: str, chosen: str) -> Iterator[Any]:
    """Select something of all records of a type."""
    plural = f"{parent.lower()}s" if parent != "Entity" else "entities"
    if parent in ("Predicate", "Guide"):
        yield from run(base, "{ " + plural + " { " + chosen + " } }", None, None).body["data"][plural]
        return
    query = (
        f"query ($after: String) {{ {plural}(first: 100, after: $after) {{ nodes {{ {chosen} }} pageInfo {{ hasNextPage endCursor }} }} }}"
    )
    after, more = None, True
    while more:
        body = run(base, query, {"after": after}, None).body
        assert "errors" not in body, body["errors"]
        page = body["data"][plural]
        yield from page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]


@pytest.mark.parametrize(("parent", "name"), FIELDS)
def test_every_field_of_every_record_is_answered(any_base: KnowledgeBase, parent: str, name: str) -> None:
    chosen = field_text(name, object_type(parent).fields[name], 8)
    assert len(list(pages(any_base, parent, chosen))) > 0


@pytest.mark.parametrize("form", ["fact", "result", "comparison", "effect", "advice", "about", "statement"])
def test_a_claim_has_the_object_of_its_form_alone(world_base: KnowledgeBase, form: str) -> None:
    claims = list(pages(world_base, "Claim", "form " + form + " { __typename }"))
    assert {claim["form"] for claim in claims if claim[form]} == {form}
    assert {claim["form"] for claim in claims if not claim[form]} == {
        "fact",
        "result",
        "comparison",
        "effect",
        "advice",
        "about",
        "statement",
    } - {form}


ROOTS = [(name, field) for name, field in object_type("Query").fields.items() if field.args]


@settings(max_examples=150, deadline=None)
@given(
    root=st.sampled_from(ROOTS),
    given_=st.one_of(st.text(max_size=30), st.from_regex(r"(claim|entity|source|predicate|finding|guide):[a-z0-9:_-]*", fullmatch=True)),
)
def test_no_argument_is_a_fault_of_ours(world_base: KnowledgeBase, root: tuple[str, GraphQLField], given_: str) -> None:
    name, field = root
    variables = {key: odd(argument.type, given_) for key, argument in field.args.items()}
    head = ", ".join(f"${key}: {argument.type}" for key, argument in field.args.items())
    query = f"query ({head}) {{ {name}({', '.join(f'{key}: ${key}' for key in field.args)}) {{ __typename }} }}"
    body = run(world_base, query, {key: value for key, value in variables.items() if value is not None}, None).body
    codes = {error["extensions"]["code"] for error in body.get("errors", ())}
    assert codes <= {"BAD_USER_INPUT", "NOT_FOUND", "NO_HISTORY"}


def odd(type_: Any, text: str) -> Any:
    """Return a value of a type that no record holds."""
    name = get_named_type(type_).name
    value: Any = text if name in ("String", "ID") else len(text) * 7 if name == "Int" else None
    return [value] if "[" in str(type_) and value is not None else value
