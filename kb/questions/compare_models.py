"""In what are these models alike, and in what do they differ?"""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.errors import BadArgument
from kb.questions.answer import Answer, EntityRef, Gap, Inference, Standing
from kb.questions.conditions import silence
from kb.questions.envelope import answered, conflicts_of, demand
from kb.questions.facts import Facts
from kb.questions.hearing import Saying, saying
from kb.questions.question import question
from kb.questions.rows import Cell, Likeness, Row, rows_of
from kb.records.terms import Kind
from kb.store.base import KnowledgeBase


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCell:
    """What is said of one model in one row."""

    model: EntityRef
    """The model."""
    best: str | None
    """The value to use; none where nothing is known."""
    standing: Standing | None
    """Contested when claims of it cannot be true together; none where nothing is known."""
    claims: tuple[Saying, ...]
    """Every claim of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One thing that is said of models."""

    about: str
    """The predicate; with the value where one has many, and the conditions where there are any."""
    facet: str
    """The heading under which the predicate stands."""
    likeness: Likeness
    """Whether the models agree; unknown as soon as one of them is silent or the values cannot be compared."""
    cells: tuple[ModelCell, ...]
    """One for each model, in the order asked."""


@question("compare", example={"models": ("opt-175b", "bloom-176b"), "facets": ("architecture",)})
def compare_models(
    base: KnowledgeBase, models: tuple[str, ...], facets: tuple[str, ...] = (), only: Likeness | None = None
) -> Answer[tuple[ComparisonRow, ...]]:
    """In what are these models alike, and in what do they differ?

    One row for each predicate that is said of one of the models, its family or a corpus that it was trained on; where a
    predicate has many values, one row for each value, since a list of them is never closed; plans, other runs, phases and
    milestones are left out. Each cell has every claim, with the best value by the policy of `best_value`. A row is
    contested when the claims of one model cannot be true together, and unknown when one of the models is silent: silence
    is neither likeness nor difference. Figures agree when one is the other rounded.

    `models` are two or more slugs of models; `facets` keeps the headings named, such as data or architecture, `only` the
    rows of one likeness. Raises UnknownId for an unknown slug and BadArgument for an entity of another kind or an unknown
    facet.
    """
    _check(base, models, facets)
    facts = Facts(base, models, (slug for slug, one in base.predicates().items() if not facets or one.facet in facets))
    rows = [row for row in rows_of(facts) if only in (None, row.likeness)]
    settled = [row for row in rows if row.likeness is not Likeness.UNKNOWN]
    proof = [Inference(item=row.about, rule=f"models-{row.likeness.lower()}", legs=row.legs) for row in settled]
    gaps = [gap for row in rows for gap in _gaps(row)]
    return answered(base, tuple(map(_shown, rows)), proof=proof, conflicts=conflicts_of(proof), gaps=gaps)


def _check(base: KnowledgeBase, models: tuple[str, ...], facets: tuple[str, ...]) -> None:
    if len(set(models)) < 2:
        raise BadArgument("models", list(models), "name two different models or more")
    for model in models:
        demand(base, "models", model, Kind.model)
    known = sorted({one.facet for one in base.predicates().values()})
    for facet in facets:
        if facet not in known:
            raise BadArgument("facets", facet, f"the headings are {', '.join(known)}")


def _gaps(row: Row) -> Iterator[Gap]:
    for cell in row.cells:
        if cell.standing is None:
            yield Gap(item=row.about, subject=cell.model, predicate=row.predicate, reason=silence(cell.said))


def _shown(row: Row) -> ComparisonRow:
    return ComparisonRow(about=row.about, facet=row.facet, likeness=row.likeness, cells=tuple(_cell(cell) for cell in row.cells))


def _cell(cell: Cell) -> ModelCell:
    views = {one.view.address: one.view for one in cell.said}
    return ModelCell(
        model=EntityRef(cell.model),
        best=cell.best,
        standing=cell.standing,
        claims=tuple(saying(view) for view in views.values()),
    )
