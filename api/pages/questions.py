"""The pages of questions: the list, one with its form, and an answer with its proof."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.asking import asked
from api.pages.forms import Typed, example_text, given, inputs, typed
from api.pages.rendering import page
from api.pages.values import meanings, part
from api.types.words import MEANINGS
from kb.errors import BadArgument, NoHistory, PastUnreadable, UnknownId
from kb.questions.answer import Answer, Status, claims_of
from kb.questions.envelope import standing
from kb.questions.question import Question
from kb.questions.registry import QUESTIONS
from kb.sheets.render import gist, how
from kb.sheets.wording import place_text
from kb.store.base import KnowledgeBase

BY_COMMAND = {question.command: question for question in QUESTIONS.values()}


def by_group() -> list[tuple[str, list[Question]]]:
    """Return all questions under the names of their groups."""
    ordered = sorted(QUESTIONS.values(), key=lambda one: (one.group, one.name))
    return [(group, list(those)) for group, those in groupby(ordered, key=lambda one: one.group)]


def listing(request: Request) -> Response:
    """Show all questions by group."""
    return page(request, "questions.html", groups=by_group())


def one(request: Request) -> Response:
    """Show one question: what it means, and the form that asks it."""
    question, base = _question(request), request.app.state.base
    _, *paragraphs = question.documentation.split("\n\n")
    known = base.history is not None or not question.of_past
    example = urlencode({name: example_text(question, name) for name in question.example}) if known else ""
    return page(request, "question.html", question=question, paragraphs=paragraphs, inputs=inputs(base, question), example=example)


def ask(request: Request) -> Response:
    """Answer a question; what is wrong with an argument is told beside the form."""
    question, base = _question(request), request.app.state.base
    said = typed(question, request.query_params)
    try:
        taken = given(base, question, said)
        answer = asked(base, question.name, taken)
    except (BadArgument, UnknownId) as error:
        return _wrong(request, question, said, error)
    except (NoHistory, PastUnreadable) as error:
        filled, told = inputs(base, question, said), f"{error}."
        return page(request, "wrong.html", 501, question=question, inputs=filled, told=told, argument=None, instead=[])
    command = question.typed(taken)
    filled = inputs(base, question, said)
    return page(request, "answer.html", question=question, answer=answer, inputs=filled, command=command, **_shown(base, answer))


def _question(request: Request) -> Question:
    name = request.path_params["name"]
    if name not in BY_COMMAND:
        raise HTTPException(404, f"There is no question called {name}.")
    return BY_COMMAND[name]


def _wrong(request: Request, question: Question, said: Typed, error: BadArgument | UnknownId) -> Response:
    filled = inputs(request.app.state.base, question, said)
    if isinstance(error, BadArgument):
        told = (
            f"{error.argument} is not possible as it is: {error.remedy}" if error.given else f"{error.argument} is missing: {error.remedy}"
        )
        return page(request, "wrong.html", 400, question=question, inputs=filled, told=told, argument=error.argument, instead=[])
    told = f"No {error.kind} is called \u201c{error.given}\u201d."
    instead = [(one, _instead(said, error.given, one)) for one in error.suggestions]
    argument = next((name for name, texts in said.items() if error.given in texts), None)
    return page(request, "wrong.html", 404, question=question, inputs=filled, told=told, argument=argument, instead=instead)


def _instead(said: Typed, wrong: str, right: str) -> str:
    """Return what stands behind the question mark when a name is put right."""
    return urlencode({name: ", ".join(right if text == wrong else text for text in texts) for name, texts in said.items() if texts})


def _shown(base: KnowledgeBase, answer: Answer[Any]) -> dict[str, Any]:
    """Return what the template needs beside the answer: its value in parts, and the claims of its proof."""
    value = part(answer.value)
    views = base.claims(claims_of((answer.proof, answer.conflicts)))
    return {
        "value": value, "meanings": meanings(value), "views": views, "status_means": MEANINGS[Status][answer.status.name],
        "count": len(answer.value) if isinstance(answer.value, tuple) else 1,
        "standing": standing, "gist": gist, "how": how, "place": place_text,
    }  # fmt: skip


ROUTES = [Route("/questions", listing), Route("/questions/{name}", one), Route("/ask/{name}", ask)]
