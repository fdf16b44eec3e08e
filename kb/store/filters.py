"""Which claims, and in which order: a filter as one SQL statement over indexed paths."""

from enum import StrEnum
from typing import Any

from kb.frozen import record
from kb.records.terms import Form, Modality, Polarity, Stance
from kb.store.names import all_words
from kb.store.reader import AMONG, among

Slugs = str | tuple[str, ...] | None
"""One slug, any of several, or whatever."""


class ClaimOrder(StrEnum):
    """The order in which claims are listed; each is total, since it ends in the address."""

    place = "place"
    address = "address"


@record
class ClaimFilter:
    """What claims must be like; a field left out asks nothing, several values of a field mean any of them."""

    form: Form | tuple[Form, ...] | None = None
    """Form of the claim."""
    source: Slugs = None
    """Source in which it stands."""
    modality: Modality | tuple[Modality, ...] | None = None
    """In which way the source says it."""
    stance: Stance | tuple[Stance, ...] | None = None
    """Whose work the source speaks of."""
    polarity: Polarity | tuple[Polarity, ...] | None = None
    """Whether the source asserts or denies it."""
    subject: Slugs = None
    """Facts of this entity."""
    predicate: Slugs = None
    """Facts with this predicate."""
    system: Slugs = None
    """Results of this system."""
    benchmark: Slugs = None
    """Results on this benchmark."""
    cause: Slugs = None
    """Effects of this cause."""
    outcome: Slugs = None
    """Effects on this outcome."""
    affected: tuple[str, ...] | None = None
    """Effects said in general or of one of these models."""
    situation: Slugs = None
    """Advice that tests this situation."""
    entity: Slugs = None
    """Claims of any form that mention this entity anywhere."""
    text: str | None = None
    """Words that must all be in the sentence or hedge."""
    withdrawn: bool = False
    """Also those that no longer count."""


COMMON = ("form", "source", "modality", "stance", "polarity")
"""Fields that are columns of `claim`."""
ELSEWHERE = {
    "fact": ("subject", "predicate"),
    "result": ("system", "benchmark"),
    "effect": ("cause", "outcome"),
    "advice_when": ("situation",),
    "claim_entity": ("entity",),
}
"""Fields that are columns of another table, by that table."""
NOTHING = '""'
"""MATCH text that finds nothing, for texts without any word."""
ORDERS = {
    ClaimOrder.place: ("source", "position", "ordinal", "address"),
    ClaimOrder.address: ("address",),
}


def found(wanted: ClaimFilter, order: ClaimOrder, limit: int, after: str | None) -> tuple[str, list[Any]]:
    """Return the statement that lists addresses, and its parameters; a limit of -1 is none."""
    source, parameters = listed(wanted, order, after)
    return f"SELECT claim.address {source} LIMIT ?", [*parameters, limit]


def listed(wanted: ClaimFilter, order: ClaimOrder, after: str | None) -> tuple[str, list[Any]]:
    """Return the end of a statement over `claim`, from FROM to ORDER BY, and its parameters."""
    where, parameters = _where(wanted)
    keys = ORDERS[order]
    mine = ", ".join(f"claim.{key}" for key in keys)
    if after is not None:
        where += f" AND ({mine}) > (SELECT {', '.join(keys)} FROM claim WHERE address = ?)"
        parameters.append(after)
    return f"FROM claim WHERE {where} ORDER BY {mine}", parameters


def counted(wanted: ClaimFilter) -> tuple[str, list[Any]]:
    """Return the statement that counts claims, and its parameters."""
    where, parameters = _where(wanted)
    return f"SELECT count(*) FROM claim WHERE {where}", parameters


def _where(wanted: ClaimFilter) -> tuple[str, list[Any]]:
    conditions = [] if wanted.withdrawn else ["claim.withdrawn_on IS NULL"]
    parameters: list[Any] = []
    among_ = _among(wanted, COMMON, "claim.", parameters)
    conditions += [among_] if among_ else []
    for table, columns in ELSEWHERE.items():
        parts = (_among(wanted, columns, "", parameters), _affected(wanted, table, parameters))
        if inner := " AND ".join(part for part in parts if part):
            conditions.append(f"claim.address IN (SELECT claim FROM {table} WHERE {inner})")
    if wanted.text is not None:
        conditions.append("claim.address IN (SELECT id FROM prose WHERE prose MATCH ? AND kind = 'claim')")
        parameters.append(all_words(wanted.text) or NOTHING)
    return " AND ".join(conditions) or "TRUE", parameters


def _affected(wanted: ClaimFilter, table: str, parameters: list[Any]) -> str:
    if table != "effect" or wanted.affected is None:
        return ""
    parameters.append(among(wanted.affected))
    return f"(in_model IS NULL OR in_model {AMONG})"


def _among(wanted: ClaimFilter, columns: tuple[str, ...], prefix: str, parameters: list[Any]) -> str:
    """Return the condition that some columns have the values asked for, empty where none are; the values go to `parameters`."""
    asked = {column: given for column in columns if (given := getattr(wanted, column)) is not None}
    parameters += [among((given,) if isinstance(given, str) else given) for given in asked.values()]
    return " AND ".join(f"{prefix}{column} {AMONG}" for column in asked)
