"""A leg that holds as soon as one of several groups of legs does."""

from collections.abc import Iterator, Sequence

from kb.questions.answer import Leg, Standing, Support
from kb.questions.envelope import refs
from kb.questions.evidence import STRENGTH
from kb.records.terms import Modality

EITHER = "one-of-several"


def either(states: str, groups: Sequence[Sequence[Leg]]) -> Leg | None:
    """Make one leg of several groups, of each of which all legs must hold; contested only where every group is."""
    supports = tuple(dict.fromkeys(one for group in groups for one in _together(group)))
    if not supports:
        return None
    agreed = any(all(not leg.against for leg in group) for group in groups if group)
    against = () if agreed else tuple(dict.fromkeys(one for group in groups for leg in group for one in leg.against))
    sets = [frozenset(one.claims) for one in supports]
    least = [one for one, own in zip(supports, sets, strict=True) if not any(other < own for other in sets)]
    standing = Standing.CONTESTED if against else Standing.HOLDS
    return Leg(states=states, standing=standing, support=least[0], alternatives=tuple(least[1:]), against=against)


def _together(group: Sequence[Leg]) -> Iterator[Support]:
    """Yield supports of a whole group: each support of each leg, with the best ones of the others."""
    if len(group) == 1:
        yield from (group[0].support, *group[0].alternatives)
        return
    for number, leg in enumerate(group):
        for one in (leg.support, *leg.alternatives):
            yield _joined([one if place == number else other.support for place, other in enumerate(group)])


def _joined(parts: list[Support]) -> Support:
    grounds = [part.ground for part in parts if part.ground in STRENGTH]
    weakest = max(grounds, key=lambda ground: STRENGTH[Modality(ground)], default=parts[0].ground)
    return Support(rule=EITHER, claims=refs(parts), ground=weakest)
