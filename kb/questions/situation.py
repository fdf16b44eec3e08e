"""What a reader tells of a situation."""

from kb.errors import BadArgument
from kb.questions.envelope import demand
from kb.records.terms import Kind
from kb.store.base import KnowledgeBase


def told(base: KnowledgeBase, situation: tuple[str, ...]) -> dict[str, str]:
    """Read `key=value` texts: each key a situation of the base, each value one of its answers. Raises UnknownId or BadArgument."""
    answers: dict[str, str] = {}
    for text in situation:
        key, equals, value = (part.strip() for part in text.partition("="))
        if not equals:
            raise BadArgument("situation", text, "write it as key=value, such as labelled-data=enough")
        known = demand(base, "situation", key, Kind.situation).values
        if value not in known:
            raise BadArgument("situation", text, f"the answers of {key} are {', '.join(known)}")
        if answers.setdefault(key, value) != value:
            raise BadArgument("situation", text, f"{key} was already answered with {answers[key]}")
    return answers
