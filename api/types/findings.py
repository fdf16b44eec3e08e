"""What curators conclude from claims: findings and guides."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry.types import Info

from api.types.derive import REPLACED, derived, enumeration, made
from api.types.node import FETCH, Node, fetched, identified, of, reading
from kb.quantities import Quantity
from kb.records.finding import Finding as FindingRecord
from kb.records.finding import Premise as PremiseRecord
from kb.records.guide import Edge, Ending, Fork
from kb.records.guide import Guide as GuideRecord
from kb.records.terms import Verdict

if TYPE_CHECKING:
    from api.types.graph import Claim, Entity, Source

Pointing = strawberry.lazy("api.types.graph")
"""Where the types stand that point at these, and at which these point."""
OF_FINDING = "finding:"
"""How a step of a guide names a finding on which it rests."""


@strawberry.type(description="A claim that a finding rests on.")
class Premise:
    """A premise."""

    record: strawberry.Private[PremiseRecord]

    name = of("as", "as_", str | None, "Its name in the formula.")
    digest = of("digest", "digest", str | None, "Digest of what the claim meant when the finding was made.")

    @strawberry.field(description="The claim.")
    def claim(self, info: Info) -> Annotated["Claim", Pointing]:
        (found,) = fetched(info, "claim", (self.record.claim,))
        claim: Claim = found
        return claim

    @strawberry.field(description="Whether the claim means something else now, so that the finding has lapsed.")
    def lapsed(self, info: Info) -> bool:
        (claim,) = reading(info).claims((self.record.claim,)).values()
        return self.record.digest not in (None, claim.digest)


@strawberry.type(description="A curator's conclusion over claims; with a formula, one that a program repeats.")
class Finding(Node):
    """A finding with its premises."""

    record: strawberry.Private[FindingRecord]

    id = identified("finding", "id")
    slug = of("slug", "id", str, "Short name, unique over all findings.")
    says = of("says", "says", str, "The conclusion in one sentence.")
    verdict = of("verdict", "verdict", enumeration(Verdict) | None, "What the premises do to the judged claim.")
    formula = of("formula", "formula", str | None, "How the result follows, in numbers and the names of premises.")
    result = of("result", "result", derived(Quantity) | None, "What the formula gives.")
    by = of("by", "by", str, "The curator.")
    date = of("date", "date", str, "Day of the conclusion.")

    @strawberry.field(description="Entities that it is about.")
    def about(self, info: Info) -> list[Annotated["Entity", Pointing]]:
        return fetched(info, "entity", self.record.about)

    @strawberry.field(description="The claim that it judges.")
    def of(self, info: Info) -> Annotated["Claim", Pointing] | None:
        return next(iter(fetched(info, "claim", (self.record.of,) if self.record.of else ())), None)

    @strawberry.field(description="The claims that it rests on.")
    def premises(self) -> list[Premise]:
        return [Premise(record=record) for record in self.record.premises]


def finding_nodes(info: Info, ids: Iterable[str]) -> list[Finding]:
    """Fetch the findings that exist, in the order given."""
    wanted = tuple(ids)
    known = reading(info).base.findings(wanted) if wanted else {}
    return findings_shown(info, [known[id_] for id_ in wanted if id_ in known])


def findings_shown(info: Info, records: Iterable[FindingRecord]) -> list[Finding]:
    """Show findings; each counts as a record."""
    found = [Finding(record=record) for record in records]
    reading(info).spend(len(found))
    return found


FETCH["finding"] = finding_nodes


REPLACED[Edge] = made(Edge, "GuideEdge", {})


@strawberry.type(description="A source's advice as tests of the reader's situation that lead to an outcome.")
class Guide(Node):
    """A guide with what it rests on."""

    record: strawberry.Private[GuideRecord]

    id = identified("guide", "slug")
    slug = of("slug", "slug", str, "Short name.")
    title = of("title", "title", str, "What it decides.")
    reconstructed_from = of("reconstructedFrom", "reconstructed_from", str | None, "From what it was made, where no figure was at hand.")
    start = of("start", "start", str, "Slug of the first test.")
    tests = of("tests", "tests", list[derived(Fork)], "All tests.")  # type: ignore[misc] # made at run time
    outcomes = of("outcomes", "outcomes", list[derived(Ending)], "All outcomes.")  # type: ignore[misc] # made at run time

    @strawberry.field(description="The work whose advice it is.")
    def source(self, info: Info) -> Annotated["Source", Pointing]:
        (found,) = fetched(info, "source", (self.record.source,))
        source: Source = found
        return source

    @strawberry.field(description="Every claim on which a step of it rests.")
    def claims(self, info: Info) -> list[Annotated["Claim", Pointing]]:
        return fetched(info, "claim", dict.fromkeys(one for one in rests(self.record) if not one.startswith(OF_FINDING)))

    @strawberry.field(description="Every finding on which a step of it rests.")
    def findings(self, info: Info) -> list[Finding]:
        named = dict.fromkeys(one.removeprefix(OF_FINDING) for one in rests(self.record) if one.startswith(OF_FINDING))
        return finding_nodes(info, named)


def rests(guide: GuideRecord) -> Iterable[str]:
    """Return what the steps of a guide rest on, in their order: claims, and findings behind `finding:`."""
    for test in guide.tests:
        yield from (*test.rests_on, *(one for edge in test.edges for one in edge.rests_on))
    for outcome in guide.outcomes:
        yield from outcome.rests_on


def guide_nodes(info: Info, slugs: Iterable[str] | None = None) -> list[Guide]:
    """Return the guides that exist among these, or all."""
    known = reading(info).base.guides()
    found = [known[slug] for slug in (known if slugs is None else slugs) if slug in known]
    reading(info).spend(len(found))
    return [Guide(record=record) for record in found]


FETCH["guide"] = guide_nodes
