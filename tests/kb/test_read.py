"""Reading: what is there is read; every fault is reported at its place, with a sentence and what to type instead."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.errors import ClaimsRejected, Place
from kb.ids import is_slug
from kb.quantities import Quantity
from kb.read.tree import Reading, read, read_draft
from kb.records.claim import Effect, Fact, Read
from kb.records.source import At
from kb.records.terms import Modality, Order, Stance, ValueKind
from kb.records.terms import Reading as Way
from kb.records.value import Step, Value

UNITS = """units:
- {slug: one, name: number, dimension: number}
- {slug: token, name: token, written: [tokens], dimension: token}
- {slug: step, name: step, written: [steps], dimension: step}
- {slug: percent, name: per cent, written: ["%"], dimension: number, factor: 1.0e-2}
- {slug: parameter, name: parameter, written: [parameters], dimension: parameter}
"""
PREDICATES = """predicates:
- slug: tokens_seen
  name: tokens seen
  facet: training
  definition: Tokens of training.
  not: Tokens there are.
  domain: [model]
  range: {type: quantity, unit: token}
  qualifiers:
  - {slug: from, definition: Since when., range: {type: date}}
  - {slug: status, definition: How sure., range: {type: code, codes: [planned, final]}, unstated: default, default: final}
- {slug: schedule, name: schedule, facet: training, definition: How., not: When., domain: [model], range: {type: code, codes: [ramp, constant]}}
- {slug: trained_on, name: trained on, facet: data, definition: What., not: How., domain: [model], range: {type: entity, kinds: [dataset]}}
- {slug: tied, name: tied, facet: architecture, definition: If., not: How., domain: [model], range: {type: flag}, tolerance: 0.050}
- {slug: started, name: started, facet: training, definition: When., not: If., domain: [model], range: {type: date}}
- {slug: remark, name: remark, facet: training, definition: What., not: If., domain: [model], range: {type: text}}
"""
TREE = {
    "units.yaml": UNITS,
    "people.yaml": "people:\n- {slug: ada, name: Ada}\n",
    "predicates.yaml": PREDICATES,
    "entities/model.yaml": "kind: model\nentities:\n- {slug: opt, name: OPT}\n- {slug: palm, name: PaLM}\n",
}
HEAD = """slug: s
kind: paper
title: A title
short: Paper
authors: [A, B]
year: 2022
documents: [{slug: paper, kind: paper, title: A title}]
defaults: {modality: reported, stance: self}
passages:
- at: {section: 2.10}
  claims:
"""
LINE = HEAD.count("\n") + 1
FACT = "  - {id: a, subject: opt, predicate: tokens_seen, value: 300B tokens, says: A.}\n"

Trees = Callable[..., Reading]


@pytest.fixture
def tree(tmp_path: Path) -> Trees:
    """Read a small tree with one source of that text, or with other files changed."""
    root = tmp_path / "claims"
    for name, text in TREE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)

    def reading(source: str | bytes = HEAD + FACT, **changed: str) -> Reading:
        files = {"sources/s.yaml": source, **{f"{name}.yaml".replace("__", "/"): text for name, text in changed.items()}}
        return read(root, {name: text.encode() if isinstance(text, str) else text for name, text in files.items()})

    return reading


def told(reading: Reading) -> list[str]:
    return [f"{problem.place.line}:{problem.place.column} {problem.message} | {problem.remedy}" for problem in sorted(reading.problems)]


def value(tree: Trees, predicate: str, text: str) -> Value:
    reading = tree(f"{HEAD}  - {{id: a, subject: opt, predicate: {predicate}, value: {text}, says: A.}}\n")
    assert told(reading) == []
    body = reading.draft.claims["s:a"].claim.body
    assert isinstance(body, Fact)
    return body.value


def test_the_head_of_a_source_holds_for_its_claims(tree: Trees) -> None:
    own = FACT.replace("id: a", "id: b").replace("says", "stance: peer, read: {how: recalled}, says")
    claims = tree(HEAD + FACT + own).draft.claims
    assert (claims["s:a"].claim.modality, claims["s:a"].claim.stance, claims["s:a"].claim.read) == (Modality.reported, Stance.own, Read())
    assert (claims["s:b"].claim.stance, claims["s:b"].claim.read) == (Stance.peer, Read(how=Way.recalled))


def test_scalars_stay_text_until_a_field_gives_the_type(tree: Trees) -> None:
    source = tree(HEAD.replace("year:", "arxiv: 2204.02310\nyear:") + FACT).draft.sources["s"]
    assert source.arxiv == "2204.02310"
    assert source.year == 2022
    assert source.passages[0].at == At(section="2.10")
    assert value(tree, "remark", "no") == Value(kind=ValueKind.text, text="no")


@pytest.mark.parametrize(
    ("predicate", "text", "expected"),
    [
        ("tokens_seen", "3e11 tokens", Value(kind=ValueKind.quantity, quantity=Quantity(unit="token", number="300000000000"))),
        (
            "tokens_seen",
            "{quantity: 300B tokens, as_printed: 300B}",
            Value(kind=ValueKind.quantity, quantity=Quantity(unit="token", number="300000000000", as_printed="300B")),
        ),
        ("tokens_seen", "none", Value(kind=ValueKind.none)),
        ("tokens_seen", "{less_than: palm}", Value(kind=ValueKind.relative, order=Order.less, entity="palm")),
        ("tokens_seen", "{not_disclosed: {looked_in: [sec. 2]}}", Value(kind=ValueKind.not_disclosed, looked_in=("sec. 2",))),
        ("schedule", "ramp", Value(kind=ValueKind.code, text="ramp")),
        ("trained_on", "pile", Value(kind=ValueKind.entity, entity="pile")),
        ("tied", "no", Value(kind=ValueKind.flag, flag=False)),
        ("started", "2021-11-05 12:46", Value(kind=ValueKind.date, text="2021-11-05 12:46")),
        (
            "schedule",
            "{steps: [{at: 5 steps, from: constant, to: ramp}, {on: 2021-11, to: none}]}",
            Value(
                kind=ValueKind.steps,
                steps=(
                    Step(
                        at=Quantity(unit="step", number="5"),
                        from_=Value(kind=ValueKind.code, text="constant"),
                        to=Value(kind=ValueKind.code, text="ramp"),
                    ),
                    Step(on="2021-11", to=Value(kind=ValueKind.none)),
                ),
            ),
        ),
    ],
)
def test_values_are_typed_by_their_predicate(tree: Trees, predicate: str, text: str, expected: Value) -> None:
    assert value(tree, predicate, text) == expected


def test_keys_that_are_words_of_python_are_read_in_records_and_in_data(tree: Trees) -> None:
    reading = tree(
        HEAD
        + FACT.replace("says", "qualifiers: {from: 2021, status: planned}, says")
        + "  - {id: b, cause: x, outcome: y, direction: increases, in: {model: opt, scale: 1B parameters}, says: B.}\n"
    )
    assert told(reading) == []
    fact, effect = (reading.draft.claims[f"s:{id_}"].claim.body for id_ in "ab")
    assert isinstance(fact, Fact)
    assert set(fact.qualifiers or {}) == {"from", "status"}
    assert isinstance(effect, Effect)
    assert effect.in_ is not None
    assert effect.in_.scale == Quantity(unit="parameter", number="1000000000")


def test_bare_numbers_of_vocabulary_are_canonical(tree: Trees) -> None:
    draft = tree().draft
    assert draft.units["percent"].factor == "0.01"
    assert draft.predicates["tied"].tolerance == "0.05"


def test_line_ends_of_windows_are_read(tree: Trees) -> None:
    windows = tree((HEAD + FACT).replace("\n", "\r\n"))
    assert windows.draft == tree().draft
    assert windows.place("claim:s:a", "value") == tree().place("claim:s:a", "value")


def test_the_place_of_a_record_of_a_field_and_of_what_is_unknown(tree: Trees) -> None:
    reading = tree()
    assert reading.place("claim:s:a") == Place("claims/sources/s.yaml", LINE, 5)
    assert reading.place("claim:s:a", "value") == Place("claims/sources/s.yaml", LINE, 51)
    assert reading.place("source:s", "passages.0.at.section") == Place("claims/sources/s.yaml", LINE - 2, 8)
    assert reading.place("predicate:tokens_seen", "qualifiers.1.range.codes.0") == Place("claims/predicates.yaml", 11, 71)
    assert reading.place("entity:palm", "broader") == Place("claims/entities/model.yaml", 4, 3)
    assert reading.place("claim:s:zzz") == Place("claims")


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("predicate: tokens_seen, value: 5 tokens, says: A.", ["{ `subject` is missing | add `subject: ...`"]),
        ("subject: opt, predicate: tokens_seen, says: A.", ["{ `value` is missing | add `value: ...`"]),
        ("subject: opt, value: 5 tokens, says: A.", ["{ the form of this claim cannot be told | give one of the keys predicate, "]),
        ("subject: opt, predicate: tokens_sean, value: 5, says: A.", ["predicate: there is no predicate 'tokens_sean' | did you mean tokens_seen"]),
        ("subject: opt, predicate: [tied], value: 5, says: A.", ["predicate: the slug of one predicate is needed here"]),
        ("subjct: opt, predicate: tied, value: yes, says: A.", ["{ `subject` is missing", "subjct: `subjct` is no key here | did you mean subject?"]),
        ("subject: opt, predicate: tied, value: yes, sais: A.", ["{ `says` is missing", "sais: `sais` is no key here | did you mean says?"]),
        ("subject: opt, predicate: tied, value: yes, polarity: denys, says: A.", ["polarity: 'denys' is not one of: asserts, denies | did you mean denies?"]),
        ("subject: opt, predicate: tied, value: true, says: A.", ["value: 'true' is neither yes nor no | type `yes` or `no`"]),
        ("subject: opt, predicate: tied, value: [yes], says: A.", ["value: one value is needed here, not a list | make one claim for each value"]),
        ("subject: opt, predicate: schedule, value: rampp, says: A.", ["value: 'rampp' is not one of: ramp, constant | did you mean ramp?"]),
        ("subject: opt, predicate: started, value: 5.11.2021, says: A.", ["value: '5.11.2021' is no date | type 2021, 2021-11,"]),
        ("subject: opt, predicate: tokens_seen, value: 5 steps, says: A.", ["value: the unit step measures step, not token | give it in token"]),
        ("subject: opt, predicate: tokens_seen, value: 5 toks, says: A.", ["value: '5 toks' is not a quantity: 'toks' is no unit"]),
        ("subject: opt, predicate: tokens_seen, value: 5 tokns, says: A.", ["value: '5 tokns' is not a quantity: 'tokns' is no unit in units.yaml | did you mean token"]),
        ("subject: opt, predicate: tokens_seen, value: opt, says: A.", ["value: 'opt' is not a quantity: write a number, then its unit"]),
        ("subject: opt, predicate: tokens_seen, value: {quantity: 5 tokens, as_printed: [5]}, says: A.", ["as_printed: the printed figure is a text"]),
        ("subject: opt, predicate: tokens_seen, value: {steps: []}, says: A.", ["steps: steps are a list of at least one"]),
        ("subject: opt, predicate: tokens_seen, value: {steps: [{at: 5 steps, to: 5 steps}]}, says: A.", ["to: the unit step measures step"]),
        ("subject: opt, predicate: tokens_seen, value: {steps: [{on: May, to: 5 tokens}]}, says: A.", ["on: 'May' is no date"]),
        ("subject: opt, predicate: tokens_seen, value: {not_disclosed: yes}, says: A.", ["not_disclosed: say where you looked | write {not_disclosed:"]),
        ("subject: opt, predicate: tied, value: yes, qualifiers: {when: 2021}, says: A.", ["when: tied has no qualifier `when` | it takes none"]),
        ("subject: opt, predicate: tokens_seen, value: 5 tokens, qualifiers: {status: plan}, says: A.", ["status: 'plan' is not one of: planned, final"]),
        ("subject: opt, predicate: tied, value: yes, in_: {}, says: A.", ["in_: `in_` is no key here"]),
        ("subject: opt, predicate: tied, value: yes, body: {}, says: A.", ["body: `body` is no key here"]),
        ("subject: opt, predicate: tied, value: yes, benchmark: x, says: A.", ["benchmark: `benchmark` is no key here"]),
        ("subject: opt, predicate: tied, value: yes, read: {how: secondary}, says: A.", ["read: give `via` exactly when `how` is secondary"]),
        ("subject: opt, predicate: tied, value: yes, read: {hwo: full}, says: A.", ["hwo: `hwo` is no key here | remove it; the keys are how, via"]),
        ("subject: opt, predicate: tied, value: yes, because: s:b, says: A.", ["because: a list is needed here | write it in brackets: [a, b]"]),
        ("cause: x, outcome: y, direction: up, in: {scale: 5 tokens}, says: A.", ["direction: 'up' is not one of: increases,", "scale: the unit token measures token, not parameter"]),
        ("left: {system: opt, class: x}, relation: better, right: {}, over: [x], says: A.", ["left: give `system` or `class`, not both", "right: give `system`, `class` or at least `method`"]),
        ("do: {method: x}, priority: first, says: A.", ["priority: 'first' is no whole number | type it in digits"]),
        ("do: {method: x}, priority: 99999999999999999999, says: A.", ["priority: the number is too large"]),
        (f"do: {{method: x}}, priority: {'9' * 4000}, says: A.", ["priority: the number is too large"]),
    ],
)  # fmt: skip
def test_a_fault_in_a_claim(tree: Trees, fact: str, expected: list[str]) -> None:
    reading = tree(f"{HEAD}  - {{id: a, {fact}}}\n")
    found = told(reading)
    assert len(found) == len(expected), found
    line = f"  - {{id: a, {fact}}}"
    for problem, start in zip(sorted(reading.problems), expected, strict=True):
        key, _, words = start.partition(" ")
        assert problem.place.line == LINE
        assert line[problem.place.column - 1 :].startswith(key)
        assert f"{problem.message} | {problem.remedy}".startswith(words)
    assert reading.draft.claims == {}
    assert all(problem.remedy or "give" in problem.message for problem in reading.problems)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  - {id: a", "  - [a]\n  - {id: a", [f"{LINE}:5 a claim is a mapping of fields | start it with `- id: ...`"]),
        ("kind: paper\n", "kind: papr\n", ["2:1 'papr' is not one of: paper, essay, repository"]),
        ("year: 2022", "year: MMXXII", ["6:1 'MMXXII' is no whole number"]),
        ("authors: [A, B]", "authors: A and B", ["5:1 a list is needed here"]),
        ("authors: [A, B]", "authors: [A, [B]]", ["5:14 a text is needed here, not a list or mapping | give one text"]),
        ("title: A title\n", "titel: A title\n", ["1:1 `title` is missing", "3:1 `titel` is no key here | did you mean title?"]),
        ("kind: paper, title", "knd: paper, title", ["7:13 `kind` is missing", "7:27 `knd` is no key here | did you mean kind?"]),
        ("section", "setion", ["10:8 `setion` is no key here | did you mean section?"]),
        ("- at:", "- at: {}\n  clams: []\n- at:", ["10:3 `claims` is missing", "11:3 `clams` is no key here | did you mean claims?"]),
        ("- at:", "- claims: {}\n- at:", ["10:3 a list of claims is needed here"]),
        ("- at:", "- x\n- at:", ["10:3 a passage has the keys at, anchor and claims | start it with `- at: ...`"]),
        ("2.10}", "2.10}\n  anchor: {span: [1, 99999999999999999999], sha256: x}", ["11:22 the number is too large"]),
    ],
)
def test_a_fault_in_the_head_or_in_a_passage(tree: Trees, old: str, new: str, expected: list[str]) -> None:
    found = told(tree((HEAD + FACT).replace(old, new, 1)))
    assert len(found) == len(expected), found
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True)), found


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("entities__model", "kind: modl\nentities: []\n", "1:1 'modl' is no kind of entity | did you mean model?"),
        ("entities__model", "entities:\n- {slug: opt, name: OPT}\n", "1:1 `kind` is missing"),
        ("entities__model", "kind: model\nentities:\n- {slug: opt, kind: task, name: O}\n", "3:15 the kind stands once"),
        ("entities__model", "kind: model\nentities:\n- opt\n", "3:3 a mapping of fields is needed here | such as {slug: ..."),
        ("entities__model", "kind: model\nentitys: []\n", "1:1 `entities` is missing"),
        ("entities__model", "- opt\n", "1:1 this file holds the key `entities` with a list | start it with `kind:`"),
        ("people", "people: {}\n", "1:1 a list is needed here"),
        ("people", "people:\n- {slug: ada, name: Ada}\n- {slug: ada, name: B}\n", "3:4 this name is taken at claims/people.yaml:2:3"),
        ("people", "people:\n- {slug: ada, name: Ada}\nx: 1\n", "3:1 `x` is no key here | remove it"),
        ("units", UNITS.replace("1.0e-2", "a tenth"), "5:70 'a tenth' is not a quantity"),
        (
            "links__x",
            "links:\n- {id: a, kind: restates, claims: [s:a, s:a], by: ada, date: 2021, reason: R.}\n",
            "2:3 a link needs two different",
        ),
        (
            "links__x",
            "links:\n- {id: a, kind: corects, claims: [s:a, s:b], by: ada, date: 2021, reason: R.}\n",
            "2:11 'corects' is not one of:",
        ),
    ],
)
def test_a_fault_in_another_file(tree: Trees, name: str, text: str, expected: str) -> None:
    assert told(tree(**{name: text}))[0].startswith(expected), told(tree(**{name: text}))


def test_a_fault_in_the_vocabulary_is_not_told_again_of_every_claim(tree: Trees) -> None:
    reading = tree(units=UNITS.replace("written: [tokens]", "writen: [tokens]"))
    assert [line.split(" | ")[0] for line in told(reading)] == ["3:30 `writen` is no key here"]
    reading = tree(predicates=PREDICATES + "\t")
    assert [problem.place.file for problem in reading.problems] == ["claims/predicates.yaml"]


def test_all_problems_of_all_files_come_in_one_pass(tree: Trees) -> None:
    bad = "  - {id: b, subject: !x opt, predicate: tokens_seen, value: 5 steps, value: 5 tokens, says: }\n"
    reading = tree(HEAD.replace("paper\n", "papr\n", 1) + FACT + bad, entities__model="kind: model\nentities: [{slg: opt}]\n")
    assert [line.split(" | ")[0] for line in told(reading)] == [
        "2:12 `name` is missing",
        "2:12 `slug` is missing",
        "2:13 `slg` is no key here",
        "2:1 'papr' is not one of: paper, essay, repository, leaderboard, blog, model-card",
        f"{LINE + 1}:22 the tag !x is not allowed",
        f"{LINE + 1}:54 the unit step measures step, not token",
        f"{LINE + 1}:70 the key `value` stands here twice, first on line {LINE + 1}",
        f"{LINE + 1}:93 the value is empty",
    ]


def test_a_name_that_is_taken_names_the_first(tree: Trees) -> None:
    first = f"claims/sources/s.yaml:{LINE}:5"
    assert told(tree(HEAD + FACT + FACT)) == [f"{LINE + 1}:6 this name is taken at {first} | choose another name"]
    reading = tree(entities__task="kind: task\nentities:\n- {slug: opt, name: O}\n")
    assert told(reading) == ["3:4 this name is taken at claims/entities/model.yaml:3:3 | choose another name"]
    assert reading.problems[0].rule == "duplicate"


def test_a_rejected_value_never_reaches_the_draft(tree: Trees) -> None:
    reading = tree(HEAD + FACT.replace("subject: opt", "subject: *opt") + FACT.replace("id: a", "id: b"))
    assert [problem.message for problem in reading.problems] == ["the alias *opt is not allowed"]
    assert set(reading.draft.claims) == {"s:b"}


def test_a_tree_without_vocabulary_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ClaimsRejected) as caught:
        read_draft(tmp_path)
    assert [problem.message for problem in caught.value.problems] == [
        f"{name}.yaml is missing" for name in ("people", "predicates", "units")
    ]
    assert all(problem.place.file.startswith(f"{tmp_path.name}/") for problem in caught.value.problems)


def test_the_contributed_claims_are_in_shape_and_every_record_has_a_place(root: Path) -> None:
    reading = read(root)
    assert [str(problem) for problem in reading.problems] == []
    for address in reading.draft.claims:
        place = reading.place(f"claim:{address}", "says")
        assert is_slug(place.file.removeprefix("claims/sources/").removesuffix(".yaml"))
        line = (root.parent / place.file).read_text().splitlines()[place.line - 1]
        assert line[place.column - 1 :].startswith("says:")
