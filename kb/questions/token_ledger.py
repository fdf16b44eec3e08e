"""How many tokens did a model have, plan and see, and do the figures fit together?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb.questions.answer import Answer, EntityRef, Gap, Inference, Standing, Status
from kb.questions.arithmetic import ArithmeticCheck
from kb.questions.checks import Checked, checked, told
from kb.questions.components import summed
from kb.questions.conditions import silence
from kb.questions.envelope import answered, demand
from kb.questions.evidence import Said, Subject, corpora_of, said_by
from kb.questions.hearing import BEST, Heard, Hearing, Saying, narrowed, saying, value_of
from kb.questions.question import question
from kb.records.terms import Kind, Polarity
from kb.store.base import KnowledgeBase


class LedgerSide(StrEnum):
    """On which side of the ledger a count stands."""

    DATA = "DATA"
    """What there was to train on."""
    PLAN = "PLAN"
    """What was planned before the run or during it."""
    OUTCOME = "OUTCOME"
    """What came of it."""


LEDGER = {
    "corpus_tokens": LedgerSide.DATA,
    "unique_tokens": LedgerSide.DATA,
    "tokens_planned": LedgerSide.PLAN,
    "tokens_seen": LedgerSide.OUTCOME,
    "epochs": LedgerSide.OUTCOME,
    "tokens_repeated": LedgerSide.OUTCOME,
}
CHECKS = (
    ("passes over the corpus", "tokens_seen / corpus_tokens", "epochs", "epoch"),
    ("passes over the unique tokens", "tokens_seen / unique_tokens", "epochs", "epoch"),
    ("tokens seen again", "tokens_seen - corpus_tokens", "tokens_repeated", "token"),
    ("outcome over plan", "tokens_seen / tokens_planned", "", "percent"),
)
"""What is worked out, how, which count tells it, and in which unit."""
ONLY_IF_TOLD = ("tokens seen again",)
"""A difference says little by itself: most corpora are never seen to their end."""
NEEDED = ("corpus_tokens", "tokens_planned", "tokens_seen", "epochs")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One count of one thing, with everybody who gives it."""

    count: str
    """The predicate: corpus, unique, planned or seen tokens, or passes."""
    of: EntityRef
    """The model, or the corpus."""
    side: LedgerSide
    """Data, plan or outcome."""
    conditions: tuple[str, ...]
    """What sets it apart from the usual count: a milestone, a phase, a run, what a plan is for."""
    best: str | None
    """The figure to use; none where only words or silence are found."""
    standing: Standing
    """Contested when claims cannot be true together."""
    explained_by: tuple[str, ...]
    """Links in which a curator says what is behind a conflict."""
    claims: tuple[Saying, ...]
    """Every claim of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLedger:
    """All counts of a model's tokens, and whether they fit."""

    model: EntityRef
    """The model."""
    entries: tuple[LedgerEntry, ...]
    """Data first, then plan, then outcome."""
    checks: tuple[ArithmeticCheck, ...]
    """What follows from the counts by arithmetic, beside what is told."""


@question("compare", example={"model": "bloom-176b"})
def token_ledger(base: KnowledgeBase, model: str) -> Answer[TokenLedger]:
    """How many tokens did a model have, plan and see, and do the figures fit together?

    Corpus, unique, planned and seen tokens and passes are different counts; a plan is never set against its outcome.
    Each count has every claim of it with who makes it, the best by the policy of `best_value`, and both sides where
    claims conflict. The checks work out passes as tokens seen by size of the corpus, and the like, with what the
    rounding of each figure leaves open; a corpus is also held against the sum of its components where all are known.

    `model` is the slug of a model; its family and the corpora that it was trained on count. Raises UnknownId for an
    unknown slug and BadArgument for an entity of another kind.
    """
    demand(base, "model", model, Kind.model)
    subjects = (*(Subject(slug) for slug in base.broader(model)), *corpora_of(base, model))
    said = tuple(one for one in said_by(base, subjects, LEDGER) if one.view.claim.polarity is Polarity.asserts)
    hearing, counts = Hearing(base, said), _counts(base, model, said)
    heard = {key: one for key, many in counts.items() if (one := hearing.heard(many))}
    usual = _usual(heard)
    found = tuple(_checks(base, heard, usual))
    value = TokenLedger(
        model=EntityRef(model),
        entries=tuple(_entry(key, many, heard.get(key)) for key, many in counts.items()),
        checks=tuple(one.check for one in found),
    )
    return answered(
        base,
        value,
        proof=(*(_proof(key, one) for key, one in heard.items()), *(one.proof for one in found)),
        conflicts=(
            *(part for key, one in heard.items() for part in one.conflict(_name(key))),
            *(part for one in found for part in one.conflicts),
        ),
        gaps=(_gap(model, count, said) for count in NEEDED if count not in usual),
        status=None if heard else Status.UNKNOWN,
    )


Key = tuple[str, str, tuple[str, ...]]
"""A count, the entity that it is of, and its conditions."""


def _counts(base: KnowledgeBase, model: str, said: tuple[Said, ...]) -> dict[Key, list[Said]]:
    """Put claims of one count together, in the order of the ledger; what is said of the family is the model's."""
    family = base.broader(model)
    groups: dict[Key, list[Said]] = {}
    for one in said:
        fact = one.fact
        subject = model if fact.subject in family else fact.subject
        groups.setdefault((fact.predicate, subject, narrowed(fact, base.predicate(fact.predicate))), []).append(one)
    order = list(LEDGER)
    return {key: groups[key] for key in sorted(groups, key=lambda key: (order.index(key[0]), key[1:]))}


def _usual(heard: Mapping[Key, Heard]) -> dict[str, Heard]:
    """Return the counts without conditions, but for those of several corpora, of which no single one is the model's."""
    usual = [(count, one) for (count, _, conditions), one in heard.items() if not conditions]
    names = [count for count, _ in usual]
    return {count: one for count, one in usual if names.count(count) == 1}


def _checks(base: KnowledgeBase, heard: Mapping[Key, Heard], usual: Mapping[str, Heard]) -> Iterator[Checked]:
    for name, formula, count, unit in CHECKS:
        needed = [word for word in formula.split() if word in LEDGER]
        if all(word in usual for word in needed) and (count in usual or name not in ONLY_IF_TOLD):
            made = checked(base, name, formula, {word: usual[word] for word in needed}, told(base, usual.get(count), unit))
            yield from (made,) if made else ()
    for (count, subject, conditions), one in heard.items():
        made = summed(base, subject, one) if count == "corpus_tokens" and not conditions else None
        yield from (made,) if made else ()


def _gap(model: str, count: str, said: tuple[Said, ...]) -> Gap:
    return Gap(item=count, subject=model, predicate=count, reason=silence(one for one in said if one.fact.predicate == count))


def _proof(key: Key, heard: Heard) -> Inference:
    states = f"{_name(key)} is {value_of(heard.best)}"
    return Inference(item=states, rule=BEST, legs=heard.legs(states))


def _name(key: Key) -> str:
    count, subject, conditions = key
    return " ".join((subject, count, *conditions))


def _entry(key: Key, many: list[Said], heard: Heard | None) -> LedgerEntry:
    count, subject, conditions = key
    known = tuple(one.partition("=")[0] for one in conditions)
    views = {one.view.address: one.view for one in many}
    return LedgerEntry(
        count=count,
        of=EntityRef(subject),
        side=LEDGER[count],
        conditions=conditions,
        best=value_of(heard.best, known) if heard else None,
        standing=heard.standing if heard else Standing.HOLDS,
        explained_by=heard.explained_by if heard else (),
        claims=tuple(saying(view, known) for view in views.values()),
    )
