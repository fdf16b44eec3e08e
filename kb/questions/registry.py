"""All questions by name: every surface (command line, GraphQL, pages) is made from this list."""

from typing import Any

from kb.questions.adoption import adoption
from kb.questions.advice_sensitivity import advice_sensitivity
from kb.questions.advise import advise
from kb.questions.annotate import annotate
from kb.questions.answer_at import answer_at
from kb.questions.best_value import best_value
from kb.questions.changed_since import changed_since
from kb.questions.compare_models import compare_models
from kb.questions.compute_estimate import compute_estimate
from kb.questions.contradictions import contradictions
from kb.questions.dispute import dispute
from kb.questions.distinguishing_factors import distinguishing_factors
from kb.questions.factors_of import factors_of
from kb.questions.impact_of import impact_of
from kb.questions.independent_support import independent_support
from kb.questions.lineage import lineage
from kb.questions.load_bearing import load_bearing
from kb.questions.mixture import mixture
from kb.questions.nearest import nearest
from kb.questions.path import path
from kb.questions.provenance import provenance
from kb.questions.question import Question
from kb.questions.results_matrix import results_matrix
from kb.questions.run_timeline import run_timeline
from kb.questions.secondary_drift import secondary_drift
from kb.questions.semantic_diff import semantic_diff
from kb.questions.shared_factors import shared_factors
from kb.questions.task_gap import task_gap
from kb.questions.todo import todo
from kb.questions.token_ledger import token_ledger
from kb.questions.verification_report import verification_report
from kb.questions.why_not import why_not

ALL: tuple[Any, ...] = (
    adoption,
    advice_sensitivity,
    advise,
    annotate,
    answer_at,
    best_value,
    changed_since,
    compare_models,
    compute_estimate,
    contradictions,
    dispute,
    distinguishing_factors,
    factors_of,
    impact_of,
    independent_support,
    lineage,
    load_bearing,
    mixture,
    nearest,
    path,
    provenance,
    results_matrix,
    run_timeline,
    secondary_drift,
    semantic_diff,
    shared_factors,
    task_gap,
    todo,
    token_ledger,
    verification_report,
    why_not,
)
QUESTIONS: dict[str, Question] = {function.question.name: function.question for function in ALL}
"""Every question by its name, as its decorator marked it."""
