"""How did an answer change from commit to commit?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.errors import BadArgument, KBError, NoHistory, TookTooLong, UnknownId
from kb.ids import nearest
from kb.questions.answer import Answer, Status
from kb.questions.arguments import read
from kb.questions.envelope import answered
from kb.questions.lines import lines, lost_and_gained
from kb.questions.question import Question, question
from kb.store.base import KnowledgeBase
from kb.store.history import Commit, History


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerState:
    """An answer as it stood over some commits."""

    commit: str
    """The first of them."""
    says: str
    """The first line of that commit's message."""
    since: str
    """Its date."""
    over: int
    """How many commits in a row it stood, of those that changed the claims."""
    status: Status | None
    """How far it could be relied on; none where it could not be asked."""
    gained: tuple[str, ...]
    """Lines of its value that were not in the state before; none in the first state."""
    lost: tuple[str, ...]
    """Lines of the state before that are no more."""
    value: tuple[str, ...]
    """All items of its value, a line each."""
    not_askable: str | None
    """Why it could not be asked: the claims cannot be read, or do not know what is asked about."""


Told = tuple[Status | None, tuple[str, ...], str | None]
"""Status, value, and why there is none."""


@question("change", example={"question": "shared_factors", "given": ("models=opt-175b,bloom-176b",), "commits": "HEAD~1..HEAD"})
def answer_at(
    base: KnowledgeBase, question: str, given: tuple[str, ...] = (), commits: str = "HEAD", bisect: bool = False
) -> Answer[tuple[AnswerState, ...]]:
    """How did an answer change from commit to commit?

    Asks a question of the base of every commit that changed the claims, along the branch, and tells each state of its
    answer: status and value, and the commits over which both stayed. A commit at which the question cannot be asked,
    since its claims cannot be read or do not know the entities yet, is a state, too.

    `question` is the name of a question; `given` are its arguments, each as `name=value`, several values behind commas;
    `commits` is a range such as `A..B`, which begins with the state at A, or one revision with all that led to it;
    `bisect` looks only between commits whose answers differ, so that fewer bases are built and a change that was taken
    back between two equal answers is not seen.
    Raises UnknownId and BadArgument for what is no question, argument or revision, NoHistory without a repository.
    """
    asked = _question(question)
    arguments = _arguments(base, asked, given)
    told = _Telling(base.past(), base.past().commits(commits), asked, arguments)
    told.between(0, len(told.commits) - 1, bisect)
    return answered(base, tuple(told.states()), complete=True)


def _question(name: str) -> Question:
    """Return a question by its name. Raises UnknownId, and BadArgument for one on history itself."""
    from kb.questions.registry import QUESTIONS  # noqa: PLC0415 # the registry knows this question, too

    found = QUESTIONS.get(name.replace("-", "_"))
    if found is None:
        raise UnknownId("question", name, nearest(name, QUESTIONS))
    if found.of_past:
        raise BadArgument("question", name, "it is about the history itself; ask it of the present base")
    return found


def _arguments(base: KnowledgeBase, asked: Question, given: Sequence[str]) -> dict[str, Any]:
    """Return the arguments that were typed, as the question takes them. Raises BadArgument."""
    typed: dict[str, list[str]] = {}
    name = ""
    for text in ",".join(given).split(",") if given else ():
        named, equals, value = text.partition("=")
        name, value = (named.strip(), value) if equals else (name, text)
        if name not in asked.arguments:
            raise BadArgument("given", text, f"write name=value, where the name is one of {', '.join(asked.arguments) or 'none'}")
        typed.setdefault(name, []).append(value)
    if missing := [name for name, one in asked.arguments.items() if one.needed and name not in typed]:
        raise BadArgument("given", list(given), f"{asked.name} needs {' and '.join(f'{name}=...' for name in missing)}")
    if several := next((name for name, texts in typed.items() if len(texts) > 1 and not asked.arguments[name].many), None):
        raise BadArgument("given", typed[several], f"{several} takes one value")
    values = {name: tuple(read(base, asked.arguments[name], one.strip()) for one in texts) for name, texts in typed.items()}
    return {name: found if asked.arguments[name].many else found[-1] for name, found in values.items()}


class _Telling:
    """What a question answers at each of some commits, as far as it was asked."""

    def __init__(self, past: History, commits: tuple[Commit, ...], asked: Question, arguments: Mapping[str, Any]) -> None:
        self.past, self.commits, self.asked, self.arguments = past, commits, asked, arguments
        self.told: dict[int, Told] = {}

    def at(self, number: int) -> Told:
        """Answer at one commit, once."""
        if number not in self.told:
            self.told[number] = self._answer(self.commits[number].id)
        return self.told[number]

    def _answer(self, commit: str) -> Told:
        try:
            with self.past.at(commit) as base:
                answer: Answer[Any] = self.asked.function(base, **self.arguments)
        except (NoHistory, TookTooLong):
            raise
        except KBError as error:
            return None, (), str(error)
        return answer.status, lines(answer.value), None

    def between(self, first: int, last: int, bisect: bool) -> None:
        """Answer at all commits from one to another; with `bisect` those between equal answers are taken for equal."""
        if last < first:
            return
        equal = self.at(first) == self.at(last)
        if bisect and equal:
            self.told |= dict.fromkeys(range(first, last + 1), self.at(first))
        elif last - first > 1:
            middle = (first + last) // 2
            self.between(first, middle, bisect)
            self.between(middle, last, bisect)

    def states(self) -> Iterator[AnswerState]:
        """Yield each run of equal answers, the oldest first."""
        starts = [number for number in range(len(self.commits)) if number == 0 or self.told[number] != self.told[number - 1]]
        before: tuple[str, ...] | None = None
        for start, end in zip(starts, [*starts[1:], len(self.commits)], strict=True):
            status, value, reason = self.told[start]
            lost, gained = lost_and_gained(value if before is None else before, value)
            yield AnswerState(
                commit=self.commits[start].id,
                says=self.commits[start].summary,
                since=self.commits[start].date,
                over=end - start,
                status=status,
                gained=gained,
                lost=lost,
                value=value,
                not_askable=reason,
            )
            before = value
