"""The pages of claims, entities, sources and predicates: the same sheets that the command line prints."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.pages.rendering import page
from kb.errors import UnknownId
from kb.questions.question import Question
from kb.questions.registry import QUESTIONS
from kb.sheets.entity import entity_sheet
from kb.sheets.records import claim_sheet, predicate_sheet, source_sheet
from kb.sheets.render import how
from kb.sheets.sheet import LEGEND, Sheet
from kb.sheets.wording import place_text
from kb.store.base import ClaimView, KnowledgeBase

SHEETS: Mapping[str, Callable[[KnowledgeBase, str], Sheet]] = {
    "claim": claim_sheet,
    "entity": entity_sheet,
    "predicate": predicate_sheet,
    "source": source_sheet,
}


def _shows(kind: str) -> Callable[[Request], Response]:
    """Return what shows the records of a kind, or what may have been meant instead."""

    def show(request: Request) -> Response:
        key = request.path_params["key"]
        try:
            sheet = SHEETS[kind](request.app.state.base, key)
        except UnknownId as error:
            return page(request, "missing.html", 404, kind=kind, error=error)
        return _page(request, sheet, kind, key)

    return show


def _page(request: Request, sheet: Sheet, kind: str, key: str) -> Response:
    base: KnowledgeBase = request.app.state.base
    asking = [(question, name) for question in QUESTIONS.values() if (name := _asks_of(question, _called(base, kind, key)))]
    shown: dict[str, Any] = {"how": how, "place": place_text, "is_claim": lambda of: isinstance(of, ClaimView), "legend": LEGEND}
    return page(request, "record.html", sheet=sheet, kind=kind, key=key, asking=asking, **shown)


def _called(base: KnowledgeBase, kind: str, key: str) -> tuple[str, ...]:
    """Return how arguments are called that take this record."""
    return (base.entity(key).kind, "entity") if kind == "entity" else (kind, "id") if kind == "claim" else (kind,)


def _asks_of(question: Question, names: tuple[str, ...]) -> str | None:
    """Return the argument by which a question is asked of one record, where it needs no other."""
    needed = [name for name, argument in question.arguments.items() if argument.needed]
    return needed[0] if len(needed) == 1 and needed[0] in names else None


ROUTES = [Route(f"/{kind}/{{key:path}}", _shows(kind), name=kind) for kind in SHEETS]
