"""The documentation of questions: current, and what it says of adding one is true."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kb.cli.docs import MOST_LINES, documents
from kb.questions.registry import QUESTIONS
from kb.store.base import KnowledgeBase

DOCS = Path(__file__).parent.parent.parent.parent / "docs"


def test_the_documentation_of_questions_is_current(base_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_BASE", str(base_file))
    made = documents()
    kept = {file.name: file.read_text() for file in (DOCS / "questions").glob("*.md")}
    assert set(kept) == set(made)
    assert [name for name in made if made[name] != kept[name]] == [], "write it anew with scripts/docs"


def test_every_question_has_a_page_with_its_whole_documentation_and_an_answer() -> None:
    for question in QUESTIONS.values():
        page = (DOCS / "questions" / f"{question.command}.md").read_text()
        assert page.startswith(f"# {question.summary}\n")
        assert all(f"| `{name}` |" in page for name in question.arguments)
        if question.of_past:
            assert question.typed(question.example) in page
            continue
        answer = page.partition("```text\n")[2].partition("```")[0].splitlines()
        assert 1 < len(answer) <= MOST_LINES
        assert re.match(r"(COMPLETE|PARTIAL|UNKNOWN|CONFLICTED): ", answer[-1])


def test_the_question_that_is_shown_to_contributors_works(
    world_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module, test = re.findall(r"```python\n(.*?)```", (DOCS / "adding-a-question.md").read_text(), re.DOTALL)
    made = ModuleType("hearsay")
    monkeypatch.setitem(sys.modules, "hearsay", made)
    (tmp_path / "hearsay.py").write_text(module)
    exec(compile(module, tmp_path / "hearsay.py", "exec"), made.__dict__)
    monkeypatch.setitem(QUESTIONS, "hearsay", made.hearsay.question)
    tried: dict[str, object] = {"__name__": "tried"}
    exec(test, tried)
    shown = tried["test_the_review_repeats_the_heron_paper"]
    assert callable(shown)
    shown(world_base)
    assert made.hearsay.question.arguments["source"].description == "The slug of a work."
