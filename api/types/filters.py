"""What clients may ask of claims."""

import dataclasses
from typing import Any

import strawberry

from api.types.derive import enumeration
from kb.records.terms import Form, Modality, Polarity, Stance
from kb.store.base import ClaimFilter


def asks(description: str) -> Any:
    """Make a field of the filter, which asks nothing where it is left out."""
    return strawberry.field(default=None, description=description)


@strawberry.input(description="What claims must be like; a field left out asks nothing, several values of a field mean any of them.")
class ClaimsFilter:
    """A filter for claims."""

    form: list[enumeration(Form)] | None = asks("Forms.")  # type: ignore[valid-type] # made at run time
    source: list[str] | None = asks("Slugs of sources.")
    modality: list[enumeration(Modality)] | None = asks("Modalities.")  # type: ignore[valid-type] # made at run time
    stance: list[enumeration(Stance)] | None = asks("Stances.")  # type: ignore[valid-type] # made at run time
    polarity: list[enumeration(Polarity)] | None = asks("Asserted or denied.")  # type: ignore[valid-type] # made at run time
    subject: list[str] | None = asks("Facts of these entities.")
    predicate: list[str] | None = asks("Facts with these predicates.")
    system: list[str] | None = asks("Results of these systems.")
    benchmark: list[str] | None = asks("Results on these benchmarks.")
    cause: list[str] | None = asks("Effects of these factors or techniques.")
    outcome: list[str] | None = asks("Effects on these outcomes.")
    affected: list[str] | None = asks("Effects said in general or of one of these models.")
    situation: list[str] | None = asks("Advice that tests these situations.")
    entity: list[str] | None = asks("Claims of any form that mention these entities anywhere.")
    text: str | None = asks("Words that must all be in the sentence or hedge.")
    withdrawn: bool = strawberry.field(default=False, description="Also claims that no longer count.")

    def record(self) -> ClaimFilter:
        """Return the filter as the base takes it."""
        asked: dict[str, Any] = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        chosen: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in asked.items()}
        return ClaimFilter(**chosen)
