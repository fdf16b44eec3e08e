"""Records as text for people: values, places and claims, each in one line; and as plain data for programs."""

from collections.abc import Iterable
from dataclasses import is_dataclass
from typing import Any

from kb.records.claim import About, Advice, Body, Claim, Comparison, Effect, Fact, Result, Statement
from kb.records.terms import Direction, Polarity, Reading, Relation
from kb.sheets.wording import approach_text, bracketed, field_text, named_fields, place_text, shots_text, value_text
from kb.store.base import ClaimView

COLUMNS = ("address", "claim", "how", "place")
"""What a table of claims shows."""
COLUMNS_IN_FULL = (*COLUMNS, "says")
"""What files of claims hold."""
RELATIONS = {
    Relation.better: "does better than",
    Relation.worse: "does worse than",
    Relation.matches: "matches",
    Relation.mixed: "has mixed results against",
}
DIRECTIONS = {
    Direction.increases: "increases",
    Direction.decreases: "decreases",
    Direction.no_effect: "has no effect on",
    Direction.unclear: "has an unclear effect on",
}


def plain(record: Any) -> Any:
    """Return a record as mappings, lists and scalars: every field that is given, called as its key in YAML.

    >>> from kb.records.claim import Approach
    >>> plain(Approach(class_="fine-tuned-sota", as_of="2022"))
    {'class': 'fine-tuned-sota', 'as_of': '2022'}
    """
    if is_dataclass(record):
        return {name: plain(value) for name, value in named_fields(record)}
    if isinstance(record, dict):
        return {key: plain(value) for key, value in record.items()}
    return [plain(item) for item in record] if isinstance(record, tuple) else record


def claim_record(view: ClaimView) -> dict[str, Any]:
    """Return a claim as plain data: its address and form, the keys it has in YAML, and where it stands."""
    claim = plain(view.claim)
    body = claim.pop("body")
    at, anchor = ({name: plain(one)} if one else {} for name, one in (("at", view.at), ("anchor", view.anchor)))
    place = {"source": view.source, "document": view.document.slug, **at, **anchor, "digest": view.digest}
    return {"address": view.address, "form": view.claim.form, **body, **claim, **place}


def claim_row(view: ClaimView) -> dict[str, Any]:
    """Return a claim as one row of text."""
    claim, place = view.claim, place_text(view.at)
    return {"address": view.address, "claim": gist(claim), "how": how(claim), "place": place, "says": claim.says}


def claim_rows(views: Iterable[ClaimView], format_: str) -> list[dict[str, Any]]:
    """Return claims as rows for a format: whole records for programs, text otherwise."""
    return [claim_record(view) if format_ in ("json", "ndjson") else claim_row(view) for view in views]


def claim_line(view: ClaimView, told: str) -> str:
    """Write what is told of a claim, then how it is said and where it stands."""
    where = ", ".join(part for part in (view.address, place_text(view.at)) if part)
    return f"{told} ({how(view.claim)}) — {where}"


def how(claim: Claim) -> str:
    """Write in which way a source says something: modality, hedge, on whose word, and how it was read."""
    word = claim.attributed_to
    told = [
        claim.modality,
        f'"{claim.hedge}"' if claim.hedge else "",
        f"after {word.source or word.unnamed}" if word else "",
        {Reading.full: "", Reading.secondary: f"read through {claim.read.via}", Reading.recalled: "recalled"}[claim.read.how],
        claim.rank if claim.rank != "normal" else "",
        "withdrawn" if claim.withdrawn else "",
    ]
    return ", ".join(part for part in told if part)


def gist(claim: Claim) -> str:
    """Write what the fields of a claim say, in one line."""
    body = claim.body
    if isinstance(body, Fact):
        return f"{body.subject} {body.predicate}: {value_of(body, claim.polarity)}"
    return f"{'denies: ' if claim.polarity is Polarity.denies else ''}{_form_text(body)}"


def value_of(fact: Fact, polarity: Polarity) -> str:
    """Write the value of a fact with what narrows it."""
    narrowed = [f"{name}={value_text(value)}" for name, value in (fact.qualifiers or {}).items()]
    denied = "not " if polarity is Polarity.denies else ""
    return f"{denied}{value_text(fact.value)}{bracketed(fact.quantifier, *narrowed)}"


def _form_text(body: Body) -> str:
    match body:
        case Result():
            narrowed = bracketed(body.method, shots_text(body.shots), body.split, body.protocol)
            return f"{body.system} on {body.benchmark}, {body.metric}: {value_text(body.value)}{narrowed}"
        case Comparison(count=count):
            sides = f"{approach_text(body.left)} {RELATIONS[body.relation]} {approach_text(body.right)}"
            held = bracketed(body.quantifier, f"{count.n} of {count.of}" if count else None, body.margin)
            return f"{sides} on {', '.join(body.over)}{held}"
        case Effect():
            return f"{body.cause} {DIRECTIONS[body.direction]} {body.outcome}{bracketed(body.in_ and field_text(body.in_))}"
        case Advice():
            return _advice(body)
        case About():
            verb, target = next((verb, getattr(body, verb)) for verb in ("doubts", "endorses", "attributes") if getattr(body, verb))
            return f"{verb} {target}{bracketed(body.scope)}"
        case Statement():
            return f"about {', '.join(body.about)}"
    return ""


def _advice(body: Advice) -> str:
    parts = [
        f"use {approach_text(body.do)}",
        f"instead of {approach_text(body.instead_of)}" if body.instead_of else "",
        f"for {', '.join(body.over)}" if body.over else "",
        f"when {', '.join(f'{test} is {answer}' for test, answer in body.when.items())}" if body.when else "",
    ]
    return " ".join(part for part in parts if part) + bracketed(f"priority {body.priority}" if body.priority else None)
