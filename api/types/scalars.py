"""The scalar for numbers: the stored decimal text reaches the client as a JSON number, digit for digit."""

from typing import Any, NewType

import orjson
import strawberry
from graphql import GraphQLError


def _parse(given: object) -> str:
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise GraphQLError("a Number is needed here")
    return str(given)


def _serialize(text: str) -> orjson.Fragment:
    return orjson.Fragment(text.encode())


Number = NewType("Number", str)
"""Canonical decimal text that is to arrive as a JSON number."""

SCALARS: dict[object, Any] = {
    Number: strawberry.scalar(
        name="Number",
        description="A number of any size, written with exactly the digits that are stored.",
        serialize=_serialize,
        parse_value=_parse,
    )
}
