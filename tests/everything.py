"""A draft in which every field of every record is used at least once, with texts beyond ASCII and nested values."""

from kb.draft import Draft
from kb.quantities import Quantity
from kb.records.claim import (
    About,
    Advice,
    Approach,
    Attribution,
    Body,
    Claim,
    Comparison,
    Count,
    Effect,
    Fact,
    Read,
    Result,
    Scope,
    Statement,
    Withdrawal,
)  # fmt: skip
from kb.records.coverage import Coverage, Covered
from kb.records.entity import Condition, Entity
from kb.records.finding import Finding, Premise
from kb.records.guide import Edge, Ending, Fork, Guide
from kb.records.link import Link
from kb.records.retired import Retired
from kb.records.review import Review, Reviewed
from kb.records.source import Anchor, At, Defaults, Document, Passage, Rendition, Source
from kb.records.terms import (
    CoverageUnit,
    Direction,
    DocumentKind,
    Held,
    Kind,
    LinkKind,
    Modality,
    Order,
    Polarity,
    Quantifier,
    Rank,
    Reading,
    Relation,
    SourceKind,
    Stance,
    Unstated,
    ValueKind,
    Verdict,
    Verified,
)  # fmt: skip
from kb.records.value import Step, Value
from kb.records.verification import Check, Verification
from kb.records.vocabulary import Person, Predicate, Qualifier, Range, Unit
from tests.builders import by_slug

UNITS = (
    Unit(slug="one", name="one", dimension="number"),
    Unit(slug="token", name="token", written=("tokens", "tok"), dimension="tokens"),
    Unit(slug="percent", name="per cent", written=("%", "per cent"), dimension="share", factor="0.01"),
    Unit(slug="parameter", name="parameter", dimension="parameters"),
)
PEOPLE = (Person(slug="ada", name="Ada Ünlü", orcid="0000-0001-2345-6789"), Person(slug="bo", name="Bo"))
PREDICATES = (
    Predicate(
        slug="tokens_seen", name="tokens seen", facet="training", definition="Tokens of training.", not_="See `corpus_tokens`.",
        domain=(Kind.run, Kind.model), range=Range(type=ValueKind.quantity, unit="token"), functional=True,
        confusable_with=("corpus_tokens", "batch_schedule"), tolerance="0.05", used_once="An example.",
        qualifiers=(
            Qualifier(slug="run", definition="Which run.", range=Range(type=ValueKind.entity, kinds=(Kind.run, Kind.model)),
                      unstated=Unstated.default, default="opt-main"),
            Qualifier(slug="milestone", definition="Up to when.", identity=False, required=True, unstated=Unstated.unknown,
                      range=Range(type=ValueKind.code, codes=("planned", "final", "early"))),
            Qualifier(slug="share", definition="Of what.", range=Range(type=ValueKind.quantity, unit="percent")),
        ),
    ),
    Predicate(slug="corpus_tokens", name="corpus tokens", facet="data", definition="Tokens there.", not_="Tokens seen.",
              domain=(Kind.dataset,), range=Range(type=ValueKind.quantity, unit="token"), from_parts=True),
    Predicate(slug="batch_schedule", name="batch schedule", facet="training", definition="How it grew.", not_="",
              domain=(Kind.model,), range=Range(type=ValueKind.code, codes=("ramp", "constant"))),
)  # fmt: skip
ENTITIES = (
    Entity(slug="opt", kind=Kind.model, name="OPT"),
    Entity(slug="opt-175b", kind=Kind.model, name="OPT-175B", aliases=("OPT 175B", "Öpt"), broader=("opt", "large"),
           description="A model; 模型.", external={"wikidata": "Q1", "arxiv": "2205.01068"}),
    Entity(slug="large", kind=Kind.model, name="Large models", external={}),
    Entity(slug="opt-main", kind=Kind.run, name="Main run"),
    Entity(slug="palm-540b", kind=Kind.model, name="PaLM"),
    Entity(slug="pile", kind=Kind.dataset, name="Pile"),
    Entity(slug="duplicates", kind=Kind.factor, name="Duplicates",
           defined_by=Condition(predicate="batch_schedule", value="constant", quantifier=Quantifier.few, polarity=Polarity.denies)),
    Entity(slug="few-tokens", kind=Kind.factor, name="Few tokens",
           defined_by=Condition(predicate="tokens_seen", order=Order.less, than=("palm-540b", "opt"))),
    Entity(slug="size", kind=Kind.factor, name="Size", graded=True),
    Entity(slug="quality", kind=Kind.outcome, name="Quality", wanted=True),
    Entity(slug="toxicity", kind=Kind.outcome, name="Toxicity", wanted=False),
    Entity(slug="tasks", kind=Kind.set, name="Tasks", members=("squad", "lambada")),
    Entity(slug="squad", kind=Kind.benchmark, name="SQuAD"),
    Entity(slug="lambada", kind=Kind.benchmark, name="LAMBADA"),
    Entity(slug="f1", kind=Kind.metric, name="F1"),
    Entity(slug="few-shot", kind=Kind.method, name="Few-shot"),
    Entity(slug="fine-tuned", kind=Kind.set, name="Fine-tuned"),
    Entity(slug="bf16", kind=Kind.number_format, name="BF16"),
    Entity(slug="labels", kind=Kind.situation, name="Labels", values=("none", "few", "many")),
    Entity(slug="budget", kind=Kind.situation, name="Budget", values=("small",)),
    Entity(slug="meta", kind=Kind.organisation, name="Meta"),
)  # fmt: skip


def quantity(unit: str = "token", **fields: object) -> Value:
    return Value(kind=ValueKind.quantity, quantity=Quantity(unit=unit, **fields))  # type: ignore[arg-type]  # the tests' own shorthand


VALUES = (
    quantity(number="300000000000", as_printed="300B"),
    quantity(number="3.14e+23", approximate=True),
    quantity(low="112000000000", high="300000000000"),
    quantity(high="-0.5", open=True),
    quantity(unit="percent", number="60"),
    quantity(number="0"),
    Value(kind=ValueKind.entity, entity="pile"),
    Value(kind=ValueKind.code, text="ramp"),
    Value(kind=ValueKind.date, text="2021-11-05 12:46"),
    Value(kind=ValueKind.text, text=""),
    Value(kind=ValueKind.text, text="quotes ' \" and\nlines, Ünïcode, 模型, 🙂"),
    Value(kind=ValueKind.flag, flag=True),
    Value(kind=ValueKind.flag, flag=False),
    Value(kind=ValueKind.relative, entity="palm-540b", order=Order.less),
    Value(kind=ValueKind.not_disclosed, looked_in=("sec. 2", "app. B", "sec. 2")),
    Value(kind=ValueKind.none),
    Value(kind=ValueKind.steps, steps=(
        Step(at=Quantity(unit="token", number="10", as_printed="10 tok"), from_=Value(kind=ValueKind.code, text="ramp")),
        Step(on="2021-11-05", to=Value(kind=ValueKind.steps, steps=(
            Step(to=Value(kind=ValueKind.not_disclosed, looked_in=("log",))), Step(),
        ))),
        Step(from_=Value(kind=ValueKind.entity, entity="opt"), to=quantity(number="7", approximate=True)),
    )),
)  # fmt: skip
FACTS = tuple(Fact(subject="opt-175b", predicate="tokens_seen", value=value) for value in VALUES)
BODIES: tuple[Body, ...] = (
    *FACTS,
    Fact(subject="opt-175b", predicate="tokens_seen", value=VALUES[0], quantifier=Quantifier.most, qualifiers={
        "share": VALUES[-1], "milestone": VALUES[7], "run": Value(kind=ValueKind.entity, entity="opt-main"),
    }),
    Fact(subject="opt-175b", predicate="tokens_seen", value=VALUES[0], qualifiers={}),
    Result(system="opt-175b", benchmark="squad", metric="f1", value=quantity(unit="percent", number="7.9")),
    Result(system="opt-175b", benchmark="squad", metric="f1", value=VALUES[14], method="few-shot", shots="32", split="dev",
           protocol="strict"),
    Comparison(left=Approach(system="opt-175b"), relation=Relation.worse, right=Approach(class_="fine-tuned", as_of="2022"), over=()),
    Comparison(left=Approach(system="opt-175b", method="few-shot", shots="5"), relation=Relation.mixed, right=Approach(method="few-shot"),
               over=("tasks", "squad"), quantifier=Quantifier.some, count=Count(n=0, of=7), margin="slightly"),
    Effect(cause="duplicates", outcome="quality", direction=Direction.decreases),
    Effect(cause="duplicates", outcome="quality", direction=Direction.unclear, in_=Scope()),
    Effect(cause="few-tokens", outcome="toxicity", direction=Direction.no_effect, in_=Scope(
        model="opt-175b", scale=Quantity(unit="parameter", low="100", high="200", approximate=True), number_format="bf16", dataset="pile")),
    Advice(do=Approach(method="few-shot")),
    Advice(do=Approach(system="opt-175b"), when={"labels": "few", "budget": "small"}, over=("tasks", "lambada"), priority=1,
           instead_of=Approach(class_="fine-tuned")),
    Advice(do=Approach(method="few-shot"), when={}),
    About(doubts="opt:c-0", scope="beyond zero-shot"),
    About(endorses="essay:one"),
    About(attributes="opt:c-1"),
    Statement(about=()),
    Statement(about=("opt", "pile")),
)  # fmt: skip


def claims() -> tuple[Claim, ...]:
    """One plain claim for each body, and one that uses every common field."""
    plain = [
        Claim(id=f"c-{number}", says=f"Claim {number} «é»", body=body, modality=Modality.reported, stance=Stance.own)
        for number, body in enumerate(BODIES)
    ]
    full = Claim(
        id="full", says="A claim with everything.", body=BODIES[0], polarity=Polarity.denies, modality=Modality.argued, stance=Stance.peer,
        hedge="probably", attributed_to=Attribution(source="essay"), because=("opt:c-1", "essay:one", "opt:c-0"),
        read=Read(how=Reading.secondary, via="a survey"), rank=Rank.deprecated, reason="An older version.",
        withdrawn=Withdrawal(on="2024-01-01", reason="Misread."),
    )  # fmt: skip
    return (*plain, full)


AT = At(
    document="log", part="abstract", section="2.1", appendix="B", page="iv", paragraph="3", sentence="2-3", item="1", table="2.2",
    figure="4", row="WebText2", column="epochs", note="5", entry="2021-11-05", path="a/b.py", key="lr",
)  # fmt: skip
PAPER = Document(slug="paper", kind=DocumentKind.paper, title="OPT: Open Pre-trained")
LOG = Document(
    slug="log",
    kind=DocumentKind.log,
    title="Log",
    version="v4",
    date="2022-05",
    url="https://example.org/log",
    rendition=Rendition(sha256="ab" * 32, canonical="folded-1", url="https://example.org/log.md"),
)


def sources() -> tuple[Source, ...]:
    """A source with every field, whose passages hold all claims, a small one and one without passages."""
    first, *rest = claims()
    one = Claim(id="one", says="One.", body=Statement(about=("opt",)), modality=Modality.observed, stance=Stance.commentary,
                attributed_to=Attribution(unnamed="some people"))  # fmt: skip
    return (
        Source(
            slug="opt", kind=SourceKind.paper, title="OPT: Open Pre-trained", short="OPT paper",
            authors=("Zhang, S.", "Roller, S.", "17 more"),
            year=2022, contributor="ada", organisations=("meta",), arxiv="2205.01068", doi="10.1/x", url="https://example.org", documents=(PAPER, LOG),
            defaults=Defaults(modality=Modality.reported, stance=Stance.own, read=Read(how=Reading.secondary, via="x")),
            passages=(
                Passage(at=AT, anchor=Anchor(span=(11475, 11560), sha256="cd" * 32), claims=(first,)),
                Passage(at=At(), claims=()),
                Passage(at=At(section="2"), claims=tuple(rest)),
            ),
        ),
        Source(slug="essay", kind=SourceKind.essay, title="Essay", short="Essay", authors=(), year=2023, documents=(PAPER,),
               defaults=Defaults(), passages=(Passage(claims=(one,)),)),
        Source(slug="empty", kind=SourceKind.blog, title="", short="", authors=(), year=0, documents=(), defaults=Defaults(read=Read())),
    )  # fmt: skip


LINKS = (
    Link(
        id="b-link", kind=LinkKind.restates, claims=("opt:c-1", "essay:one", "opt:c-0"), by="ada", date="2024-01-01", reason="Same figure."
    ),
    Link(id="a-link", kind=LinkKind.not_comparable, claims=("essay:one", "opt:full"), by="bo", date="2024-01-02", reason="Other runs."),
)
FINDINGS = (
    Finding(
        id="compute", says="Six n d.", about=("opt", "pile"), of="opt:c-1", verdict=Verdict.weakened, formula="6 * n * d",
        result=Quantity(unit="token", number="3.14e+23", approximate=True, as_printed="3.14e23"),
        premises=(Premise(claim="opt:c-0", as_="n", digest="ef" * 32), Premise(claim="essay:one", as_="d")), by="ada", date="2024-01-01",
    ),
    Finding(id="open", says="Open.", premises=(), by="bo", date="2024-01-02"),
)  # fmt: skip
GUIDE = Guide(
    slug="what-to-use", title="What to use", source="essay", reconstructed_from="text", start="labels",
    tests=(
        Fork(slug="labels", asks="How many?", situation="labels", rests_on=("essay:one", "finding:open"), edges=(
            Edge(answer="none", to="budget", rests_on=("opt:c-0",)), Edge(answer="few", to="prompt", rests_on=()),
        )),
        Fork(slug="budget", asks="How much?", situation="budget", edges=()),
    ),
    outcomes=(Ending(slug="prompt", says="Prompt.", do=Approach(system="opt", method="few-shot", shots="5"), rests_on=("essay:one",)),),
)  # fmt: skip
COVERAGE = Coverage(
    source="opt", unit=CoverageUnit.row, items=(
        Covered(id="opt-2", claims=("opt:c-1", "opt:c-0")), Covered(id="opt-1", findings=("open",)), Covered(id="opt-n1", reason="A doublet."),
    ),
)  # fmt: skip
VERIFICATION = Verification(
    source="opt", document="log", date="2024-01-01", program="kb 1", sha256="ab" * 32, canonical="folded-1", checks=(
        Check(claim="opt:c-0", digest="cd" * 32, state=Verified.exact, figures=("300B", "2")),
        Check(claim="opt:c-1", digest="cd" * 32, state=Verified.number_mismatch, detail="no 3.14e23 there"),
    ),
)  # fmt: skip

REVIEW = Review(
    source="opt", reviewer="bo", date="2024-01-01", interest="None known.", claims=(
        Reviewed(claim="opt:c-1", digest="cd" * 32, place=Held.holds, predicate=Held.fails, denial=Held.unsure, hearsay=Held.holds,
                 rivals=Held.holds, note="It is the corpus."),
        Reviewed(claim="opt:c-0", place=Held.holds, predicate=Held.holds, denial=Held.holds, hearsay=Held.holds, rivals=Held.holds),
    ),
)  # fmt: skip

RETIRED = (
    Retired(id="claim:opt:c-9", on="2024-02-01", reason="The same as c-0.", instead="claim:opt:c-0"),
    Retired(id="entity:opt-big", on="2024", reason="No model."),
)


def everything() -> Draft:
    """Return the draft."""
    return Draft(
        units=by_slug(UNITS),
        people=by_slug(PEOPLE),
        predicates=by_slug(PREDICATES),
        entities=by_slug(ENTITIES),
        sources=by_slug(sources()),
        links={link.id: link for link in LINKS},
        findings={finding.id: finding for finding in FINDINGS},
        guides={GUIDE.slug: GUIDE},
        coverage={COVERAGE.source: COVERAGE},
        verifications={"opt/log": VERIFICATION},
        reviews={"opt/bo": REVIEW},
        retired={one.id: one for one in RETIRED},
    )
