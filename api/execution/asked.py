"""The root fields that ask: questions, and searches by words and by name."""

from collections.abc import Mapping
from dataclasses import dataclass

from strawberry.utils.str_converters import to_camel_case

from api.asking import asked
from api.execution.planning import Answer, Planning, Root, written
from api.execution.run import Run
from api.types.answers import at_most, taken
from api.types.connection import size
from kb.questions.registry import QUESTIONS
from kb.store.base import Match


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one name may mean."""

    given: str
    matches: list[Match]


def question(name: str) -> Root:
    """Plan the field of a question."""

    def plan(planning: Planning) -> Answer:
        write = planning.plain.writer(planning.chosen)

        def answer(run: Run) -> str:
            given = planning.arguments.of(run)
            for key, value in given.items():
                run.spend(len(at_most(key, value)) if isinstance(value, list) else 1)
            return written(run, write, asked(run.base, name, {key: taken(value) for key, value in given.items()}))

        return answer

    return plan


def search(planning: Planning) -> Answer:
    """Plan a search by words."""
    write = planning.plain.writer(planning.chosen)

    def answer(run: Run) -> str:
        given = planning.arguments.of(run)
        found = run.base.search(given["text"], size(given["first"]))
        run.spend(len(found))
        return written(run, write, found)

    return answer


def resolve(planning: Planning) -> Answer:
    """Plan what names may mean."""
    write = planning.plain.writer(planning.chosen)

    def resolved(run: Run, name: str) -> Resolved:
        matches = run.base.resolve(name)
        run.spend(1 + len(matches))
        return Resolved(name, matches)

    def answer(run: Run) -> str:
        names = at_most("names", planning.arguments.of(run)["names"])
        return written(run, write, [resolved(run, name) for name in names])

    return answer


ASKED: Mapping[str, Root] = {
    **{to_camel_case(name): question(name) for name in QUESTIONS},
    "search": search,
    "resolve": resolve,
}
"""How the fields that ask are planned."""
