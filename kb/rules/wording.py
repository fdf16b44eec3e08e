"""Names are spelt as ids are and told apart, and a claim is one sentence of our own."""

import re
from collections.abc import Iterator

from kb.draft import Draft
from kb.ids import is_predicate, is_slug, slug_of
from kb.records.entity import Entity
from kb.rules.violation import Violation

LONGEST = 300
MOST_QUOTED = 5
"""Words of others that may stand in a sentence of ours: a term or a label, never a statement."""
QUOTATION = re.compile(r'["“„«]([^"“”„«»]+)["”“»]')
SENTENCE_END = re.compile(r"(\w+)[.!?][)”\"]? +(?=[A-Z])")
ABBREVIATIONS = {"al", "ca", "cf", "eg", "fig", "ie", "no", "resp", "sec", "st", "vs"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def slugs_are_spelt_right(draft: Draft) -> Iterator[Violation]:
    """Slugs and ids are lower-case words joined by hyphens."""
    groups = {"entity": draft.entities, "source": draft.sources, "unit": draft.units, "person": draft.people}
    named = [(f"{kind}:{slug}", "slug", slug) for kind, records in groups.items() for slug in records]
    named += [(f"link:{id_}", "id", id_) for id_ in draft.links]
    named += [(f"claim:{address}", "id", placed.claim.id) for address, placed in draft.claims.items()]
    for slug, source in draft.sources.items():
        named += [(f"source:{slug}", f"documents.{number}.slug", one.slug) for number, one in enumerate(source.documents)]
    for record, field, slug in named:
        if not is_slug(slug):
            yield Violation(record, field, f"{slug!r} is no slug", f"type {slug_of(slug) or 'lower-case words joined by hyphens'}")


def predicates_are_spelt_right(draft: Draft) -> Iterator[Violation]:
    """Slugs of predicates and their qualifiers are lower-case words joined by underscores, no qualifier named twice."""
    for slug, predicate in draft.predicates.items():
        names = [one.slug for one in predicate.qualifiers]
        for field, name in (("slug", slug), *((f"qualifiers.{number}.slug", name) for number, name in enumerate(names))):
            if not is_predicate(name):
                remedy = slug_of(name).replace("-", "_")
                yield Violation(f"predicate:{slug}", field, f"{name!r} is no predicate slug", f"type {remedy or 'another'}")
        for number, name in enumerate(names):
            if name in names[:number]:
                yield Violation(f"predicate:{slug}", f"qualifiers.{number}.slug", f"{name!r} is taken", "choose another name")


def names_are_told_apart(draft: Draft) -> Iterator[Violation]:
    """No two entities share a slug, name or alias, whatever the case."""
    taken = {slug: slug for slug in draft.entities}
    named = [(slug, "name", entity.name) for slug, entity in sorted(draft.entities.items())]
    named += [alias for slug, entity in sorted(draft.entities.items()) for alias in _aliases(slug, entity)]
    for slug, field, name in named:
        owner = taken.setdefault(" ".join(name.casefold().split()), slug)
        if owner != slug:
            yield Violation(f"entity:{slug}", field, f"{name!r} also names {owner}", "make the names differ, or drop an alias")


def claims_are_one_sentence(draft: Draft) -> Iterator[Violation]:
    """What a claim says is one sentence that ends in a full stop and is not too long."""
    for address, placed in draft.claims.items():
        says = placed.claim.says
        if not says.endswith("."):
            yield Violation(f"claim:{address}", "says", "the sentence does not end in a full stop", "finish it")
        if len(says) > LONGEST:
            remedy = f"keep it to {LONGEST}, or make two claims"
            yield Violation(f"claim:{address}", "says", f"the sentence has {len(says)} characters", remedy)
        if any(len(end[1]) > 1 and end[1].lower() not in ABBREVIATIONS for end in SENTENCE_END.finditer(says)):
            yield Violation(f"claim:{address}", "says", "these are several sentences", "make one claim of each, or join them")


def claims_are_in_our_own_words(draft: Draft) -> Iterator[Violation]:
    """A claim quotes no more than a few words."""
    for address, placed in draft.claims.items():
        for quoted in QUOTATION.findall(placed.claim.says):
            if (count := len(quoted.split())) > MOST_QUOTED:
                remedy = "say it in our own words; the place leads to theirs"
                yield Violation(f"claim:{address}", "says", f"{count} words are quoted, at most {MOST_QUOTED} may be", remedy)


def dates_are_dates(draft: Draft) -> Iterator[Violation]:
    """Dates of documents, withdrawals, links, reviews and retired ids are years, months or days."""
    dates = [(f"link:{id_}", "date", link.date) for id_, link in draft.links.items()]
    dates += [(f"review:{key}", "date", review.date) for key, review in draft.reviews.items()]
    dates += [(f"retired:{id_}", "on", retired.on) for id_, retired in draft.retired.items()]
    for address, placed in draft.claims.items():
        if placed.claim.withdrawn:
            dates.append((f"claim:{address}", "withdrawn.on", placed.claim.withdrawn.on))
    for slug, source in draft.sources.items():
        dates += [(f"source:{slug}", f"documents.{number}.date", one.date) for number, one in enumerate(source.documents) if one.date]
    for record, field, date in dates:
        if not DATE.fullmatch(date):
            yield Violation(record, field, f"{date!r} is no date", "type 2021, 2021-11 or 2021-11-05")


def _aliases(slug: str, entity: Entity) -> Iterator[tuple[str, str, str]]:
    return ((slug, f"aliases.{number}", alias) for number, alias in enumerate(entity.aliases))


RULES = (
    slugs_are_spelt_right, predicates_are_spelt_right, names_are_told_apart, claims_are_one_sentence,
    claims_are_in_our_own_words, dates_are_dates,
)  # fmt: skip
