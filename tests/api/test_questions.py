"""Every registered question as a field of the schema: its documentation, arguments, envelope, and the very answer."""

import enum
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from graphql import GraphQLField, build_schema, get_named_type, is_object_type
from strawberry.utils.str_converters import to_camel_case

from api.execution.run import Run
from api.schema import printed
from kb.questions.answer import ClaimRef, EntityRef
from kb.questions.question import Question
from kb.questions.registry import QUESTIONS
from kb.records.record import yaml_name
from kb.store.base import KnowledgeBase
from tests.api.conftest import Ask, code_of
from tests.api.test_everything import field_text

TYPES = build_schema(printed()).type_map
EXAMPLES = [question for question in QUESTIONS.values() if question.example and not question.of_past]


def field_of(question: Question) -> GraphQLField:
    query = TYPES["Query"]
    assert is_object_type(query)
    found: GraphQLField = query.fields[to_camel_case(question.name)]
    return found


def literal(value: Any) -> str:
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, tuple):
        return f"[{', '.join(map(literal, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else f'"{value}"'


def shown(value: Any) -> Any:
    """What the schema must show of a value of a question, worked out without the schema."""
    if isinstance(value, ClaimRef):
        return {"address": value.address, "claim": {"__typename": "Claim"}}
    if isinstance(value, EntityRef):
        return {"slug": value.slug, "entity": {"__typename": "Entity"}}
    if isinstance(value, tuple):
        return [shown(part) for part in value]
    if is_dataclass(value):
        return {to_camel_case(yaml_name(field.name)): shown(getattr(value, field.name)) for field in fields(value)}
    return value.name if isinstance(value, enum.Enum) else value


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.name)
def test_every_question_is_a_described_field_with_described_arguments(question: Question) -> None:
    field = field_of(question)
    assert field.description == question.documentation
    assert "Raises" not in question.documentation
    assert {to_camel_case(name) for name in question.arguments} == set(field.args)
    assert all(argument.description for argument in field.args.values())
    assert is_object_type(envelope := get_named_type(field.type))
    assert set(envelope.fields) == {"value", "status", "proof", "conflicts", "gaps", "asOf"}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.name)
def test_every_question_has_an_example_for_its_documentation(question: Question) -> None:
    assert set(question.example) <= set(question.arguments)
    assert {name for name, argument in question.arguments.items() if argument.needed} <= set(question.example)


@pytest.mark.parametrize("question", EXAMPLES, ids=lambda one: one.name)
def test_the_whole_answer_can_be_selected(ask: Ask, base: KnowledgeBase, question: Question) -> None:
    name = to_camel_case(question.name)
    given = ", ".join(f"{to_camel_case(key)}: {literal(value)}" for key, value in question.example.items())
    chosen = field_text(name, field_of(question), 8).removeprefix(name)
    answer = ask(f"{{ {name}{f'({given})' if given else ''}{chosen} }}")
    assert "errors" not in answer, answer["errors"]
    assert answer["data"][name] == shown(question.function(base, **question.example))


def test_references_are_followed_in_one_batch_each(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []
    select = Run.select

    def counted(self: Run, sql: str, *parameters: Any) -> Any:
        batches.append(len(found := select(self, sql, *parameters)))
        return found

    monkeypatch.setattr(Run, "select", counted)
    query = 'query Batch { annotate(source: "essay") { value { claims { claim { claim { says } } beside { claim { says } } } } } }'
    assert "errors" not in ask(query)
    assert len(batches) == 2
    assert min(batches) > 100


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('{ sharedFactors(models: ["opt175b", "bloom-176b"]) { status } }', "NOT_FOUND"),
        ('{ sharedFactors(models: ["pile", "bloom-176b"]) { status } }', "BAD_USER_INPUT"),
        ('{ dispute(claim: "essay:bloom-token-seen") { status } }', "NOT_FOUND"),
        ("{ sharedFactors(models: [" + '"x",' * 101 + "]) { status } }", "BAD_USER_INPUT"),
        ("{ contradictions(kind: nonsense) { status } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ sharedFactors { status } }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_questions_asked_wrongly_are_errors_with_codes(ask: Ask, query: str, code: str) -> None:
    assert code_of(ask(query)) == code


def test_what_may_have_been_meant_is_suggested(ask: Ask) -> None:
    error = ask('{ dispute(claim: "essay:bloom-token-seen") { status } }')["errors"][0]
    assert "essay:bloom-tokens-seen" in error["extensions"]["suggestions"]
