"""What must hold between the shares, sizes and passes of a mixture, worked out for whatever is told of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kb.questions.arithmetic import Interval
from kb.questions.checks import Checked, Expected, added, checked, told
from kb.questions.components import finer, summed
from kb.questions.evidence import Said, Subject, is_usual, said_by
from kb.questions.hearing import Heard, Hearing
from kb.records.claim import Fact
from kb.store.base import KnowledgeBase

WHOLE = Expected("percent", Interval(Decimal(1), Decimal(1), Decimal(1)), "100 percent")
SAMPLED = ("", "tokens", "sampling")
"""What a share may be counted in to say how many tokens of a component are seen."""
IN_BYTES = ("bytes",)


@dataclass(frozen=True, slots=True)
class Part:
    """A component, and what is said of it by predicate."""

    slug: str
    said: Mapping[str, tuple[Said, ...]]
    heard: Mapping[str, Heard]


def basis(fact: Fact) -> str:
    """Return what a share is counted in; empty where the source does not say."""
    counted = (fact.qualifiers or {}).get("basis")
    return str(counted) if counted else ""


def checks_of(base: KnowledgeBase, dataset: str, parts: Sequence[Part], whole: Mapping[str, Heard]) -> Iterator[Checked]:
    """Yield every check that the figures allow; `whole` is what is said of the corpus itself."""
    yield from _sums(base, dataset, parts)
    made = [summed(base, dataset, whole.get("corpus_tokens"))]
    seen = _seen(base, dataset)
    for part in parts:
        made += [*_passes(base, part, seen), *_bytes(base, part, whole)]
    yield from (one for one in made if one)


def _sums(base: KnowledgeBase, dataset: str, parts: Sequence[Part]) -> Iterator[Checked]:
    """Add up the shares that one document counts in one thing, but for those of which it tells a part too."""
    tables: dict[tuple[str, str, str], dict[str, Said]] = {}
    for part in parts:
        for one in part.said.get("component_share", ()):
            tables.setdefault((one.view.source, one.view.document.slug, basis(one.fact)), {})[part.slug] = one
    for (source, document, counted), shares in tables.items():
        hearing, finest = Hearing(base, shares.values()), finer(base, shares)
        heard = {slug: found for slug, one in shares.items() if slug in finest and (found := hearing.heard((one,)))}
        name = f"shares of {dataset} in {source} {document}{f', counted in {counted}' if counted else ''}"
        made = added(base, name, heard, WHOLE, closed=False)
        yield from (made,) if made else ()


def _seen(base: KnowledgeBase, dataset: str) -> dict[str, Heard]:
    """Return how many tokens each model that was trained on the corpus saw."""
    models: dict[str, list[Subject]] = {}
    for view in base.facts_with((dataset,), ("trained_on",)):
        if isinstance(body := view.claim.body, Fact):
            models.setdefault(body.subject, []).append(Subject(body.subject, view))
    said = said_by(base, (one for many in models.values() for one in many), ("tokens_seen",))
    hearing = Hearing(base, said)
    usual = [one for one in said if is_usual(one.fact, base.predicate(one.fact.predicate))]
    heard = {model: hearing.heard(one for one in usual if one.fact.subject == model) for model in models}
    return {model: one for model, one in heard.items() if one}


def _passes(base: KnowledgeBase, part: Part, seen: Mapping[str, Heard]) -> Iterator[Checked | None]:
    """Work out how often a component was seen, from its share of what each model saw."""
    share, size = part.heard.get("component_share"), part.heard.get("corpus_tokens")
    if share and size and basis(share.fact) in SAMPLED:
        for model, tokens in seen.items():
            inputs = {"share": share, "seen": tokens, "size": size}
            expected = told(base, part.heard.get("component_epochs"), "epoch")
            yield checked(base, f"passes over {part.slug} by {model}", "share * seen / size", inputs, expected)


def _bytes(base: KnowledgeBase, part: Part, whole: Mapping[str, Heard]) -> Iterator[Checked | None]:
    """Work out what a component counts for in the mixture by its size and passes, and its share by that."""
    size, passes, counts = (part.heard.get(name) for name in ("corpus_bytes", "component_epochs", "effective_bytes"))
    share, everything = part.heard.get("component_share"), whole.get("effective_bytes")
    if size and passes and counts:
        yield checked(base, f"size of {part.slug} in the mixture", "size * passes", {"size": size, "passes": passes}, told(base, counts))
    if counts and everything and share and basis(share.fact) in IN_BYTES:
        yield checked(base, f"share of {part.slug}", "part / whole", {"part": counts, "whole": everything}, told(base, share))
