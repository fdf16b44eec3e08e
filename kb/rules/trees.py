"""Trees are trees, sets have members, and factors and outcomes say what they must."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from kb.draft import Draft
from kb.records.terms import Kind
from kb.rules.violation import Violation


def broader_is_a_tree(draft: Draft) -> Iterator[Violation]:
    """What is broader is of the same kind, and nothing is broader than itself."""
    for slug, entity in draft.entities.items():
        for number, name in enumerate(entity.broader):
            other = draft.entities.get(name)
            if other and other.kind is not entity.kind:
                yield Violation(
                    f"entity:{slug}", f"broader.{number}", f"{name} is a {other.kind}, not a {entity.kind}", "name one of the same kind"
                )
    try:
        TopologicalSorter({slug: entity.broader for slug, entity in draft.entities.items()}).prepare()
    except CycleError as error:
        cycle = error.args[1]
        yield Violation(
            f"entity:{cycle[0]}", "broader", f"these are broader than themselves: {' < '.join(cycle)}", "remove one of the links"
        )


def fields_fit_the_kind(draft: Draft) -> Iterator[Violation]:
    """Sets have members, outcomes say whether they are wanted, situations have values; others have none of these."""
    needs = {"members": Kind.set, "wanted": Kind.outcome, "values": Kind.situation}
    for slug, entity in draft.entities.items():
        for field, kind in needs.items():
            given = getattr(entity, field) not in (None, ())
            if given != (entity.kind is kind):
                message = f"a {entity.kind} has no `{field}`" if given else f"a {kind} needs `{field}`"
                yield Violation(f"entity:{slug}", field, message, "remove it" if given else f"add `{field}: ...`")
        if entity.defined_by and entity.kind is not Kind.factor:
            yield Violation(f"entity:{slug}", "defined_by", f"a {entity.kind} has no condition", "remove it")


RULES = (broader_is_a_tree, fields_fit_the_kind)
