"""How far claims cover a work, and what the checker found when it set them beside the bytes of their document."""

from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry.types import Info

from api.types.derive import derived, enumeration
from api.types.findings import Finding
from api.types.node import fetched, of, reading
from kb.records.coverage import Coverage as CoverageRecord
from kb.records.coverage import Covered as CoveredRecord
from kb.records.source import Rendition
from kb.records.terms import CoverageUnit, Verified
from kb.records.verification import Check as CheckRecord
from kb.records.verification import Verification as VerificationRecord

if TYPE_CHECKING:
    from api.types.graph import Claim

Pointing = strawberry.lazy("api.types.graph")
"""Where the types stand that point at these, and at which these point."""


@strawberry.type(description="What the checker found when it set one claim beside the bytes of its document.")
class Check:
    """A check with the day of its run."""

    record: strawberry.Private[CheckRecord]
    run: strawberry.Private[VerificationRecord]

    date = of("date", "date", str, "Day of the check.", "run")
    state = of("state", "state", enumeration(Verified), "What was found.")
    figures = of("figures", "figures", list[str], "Figures of the claim that were found in its span, as printed.")
    detail = of("detail", "detail", str | None, "What is wrong, where something is.")

    @strawberry.field(description="The claim.")
    def claim(self, info: Info) -> Annotated["Claim", Pointing]:
        (found,) = fetched(info, "claim", (self.record.claim,))
        claim: Claim = found
        return claim

    @strawberry.field(description="Whether the claim means something else now, so that the check no longer counts.")
    def lapsed(self, info: Info) -> bool:
        (claim,) = reading(info).claims((self.record.claim,)).values()
        return self.record.digest != claim.digest


@strawberry.type(description="One run of the checker over one document.")
class Verification:
    """A run with its checks."""

    record: strawberry.Private[VerificationRecord]

    document = of("document", "document", str, "The document, by its slug.")
    date = of("date", "date", str, "Day of the run.")
    program = of("program", "program", str, "Name and version of the checker.")
    performed = of("performed", "performed", int, "How many checks were made.")
    failed = of("failed", "failed", int, "How many were made and not passed.")

    @strawberry.field(description="The bytes that were read.")
    def rendition(self) -> derived(Rendition):  # type: ignore[valid-type] # made at run time
        return Rendition(sha256=self.record.sha256, canonical=self.record.canonical)

    @strawberry.field(description="Every claim of the document, in reading order.")
    def checks(self, info: Info) -> list[Check]:
        reading(info).expect(check.claim for check in self.record.checks)
        return [Check(record=check, run=self.record) for check in self.record.checks]


@strawberry.type(description="One row or sentence of a work and what became of it.")
class CoveredItem:
    """An item of a coverage map."""

    record: strawberry.Private[CoveredRecord]

    id = of("id", "id", str, "Its number: `2.3.1` for section 2, paragraph 3, sentence 1.")
    reason = of("reason", "reason", str | None, "Why nothing was made of it.")

    @strawberry.field(description="The claims made of it.")
    def claims(self, info: Info) -> list[Annotated["Claim", Pointing]]:
        return fetched(info, "claim", self.record.claims)

    @strawberry.field(description="The findings made of it, where it states what follows from claims.")
    def findings(self, info: Info) -> list[Finding]:
        return fetched(info, "finding", self.record.findings)


@strawberry.type(description="For every row or sentence of a work, the claims made of it or the reason why there are none.")
class Coverage:
    """A coverage map."""

    record: strawberry.Private[CoverageRecord]

    unit = of("unit", "unit", enumeration(CoverageUnit), "What is counted.")

    @strawberry.field(description="Every unit in the order of the work, none left out.")
    def items(self, info: Info) -> list[CoveredItem]:
        reading(info).spend(len(self.record.items))
        reading(info).expect(claim for item in self.record.items for claim in item.claims)
        return [CoveredItem(record=item) for item in self.record.items]
