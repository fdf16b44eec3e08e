"""Comments survive the layout, each where it belongs, and laying out again changes nothing."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.write.comments import MODELINE, comments, with_comments

HEAD = f"{MODELINE}schema/units.json\n"
NEW = f"""{HEAD}units:
- slug: a
  name: '# not a comment'
- slug: b
  name: B
  written: [bs]
"""


def laid(body: str) -> list[str]:
    once = with_comments(HEAD + body, NEW)
    assert with_comments(once, NEW) == once
    return once.removeprefix(HEAD).splitlines()


def test_each_comment_stays_with_its_key_or_item() -> None:
    assert laid(
        "# head\n"
        "units: # all of them\n"
        "# before b\n"
        "- {slug: b, name: B, # behind B\n"
        "  # before written\n"
        "  written: [bs]} # behind b\n"
        "\n"
        "  # before a\n"
        "# again\n"
        "- slug: a # behind the slug\n"
        "  name: '# not a comment' # behind the name\n"
        "# last\n"
    ) == [
        "# head",
        "units: # all of them",
        "# before a",
        "# again",
        "- slug: a # behind the slug",
        "  name: '# not a comment' # behind the name",
        "# before b",
        "- slug: b",
        "  name: B # behind B",
        "  # before written",
        "  written: [bs] # behind b",
        "# last",
    ]


def test_a_comment_whose_value_is_left_out_goes_before_its_item() -> None:
    assert laid("units:\n- slug: b\n  factor: 1 # the default\n  # why\n  dimension: x\n  name: B\n")[-5:] == [
        "# the default",
        "# why",
        "- slug: b",
        "  name: B",
        "  written: [bs]",
    ]


def test_two_comments_of_one_line_both_stay() -> None:
    assert laid("units:\n- slug: b\n  name: B # one\n  written:\n  - bs # two\n  # three\n")[-4:] == [
        "- slug: b",
        "  name: B # one",
        "  written: [bs] # two",
        "# three",
    ]
    assert laid("units:\n- slug: b\n  written: # one\n  - bs # two\n")[-2:] == ["  # two", "  written: [bs] # one"]


@pytest.mark.parametrize(
    "value", ["'a # b'", '"a # \\" # b"', "'it''s # x'", "a#b", "|\n    a\n    # b", "'a\n    # b'", "a\n    b#c", "'# b'", "\u00e9'#'"]
)
def test_a_sign_within_a_text_is_no_comment(value: str) -> None:
    text = f"units:\n- slug: a\n  name: {value}\n  written: [c] # real\n"
    assert [comment.text for comment in comments(text)] == ["# real"]


def test_a_comment_behind_the_sign_of_a_long_text_is_one() -> None:
    assert [comment.text for comment in comments("a: > # one\n  b # c\n  d\n# two\ne: f\n")] == ["# one", "# two"]


def test_line_ends_of_windows_do_no_harm() -> None:
    assert with_comments((HEAD + "units: # all\n# one\n- slug: b\n").replace("\n", "\r\n"), NEW) == NEW.replace(
        "units:", "units: # all"
    ).replace("- slug: b", "# one\n- slug: b")


FIELDS = {"name": "'x # y'", "written": "[g, h]", "factor": "|\n    1 # z", "dimension": '"a\n    # b"'}


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A file with comments wherever there may be one."""
    counter = iter(range(1000))

    def alone(indent: str = "") -> str:
        return "".join(f"{indent}# c{next(counter)}\n" for _ in range(draw(st.integers(0, 2))))

    def behind() -> str:
        return f" # c{next(counter)}\n" if draw(st.booleans()) else "\n"

    text = f"{alone()}units:{behind()}"
    for slug in draw(st.permutations("abc")):
        text += f"{alone()}- slug: {slug}{behind()}"
        for key in draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True)):
            value = FIELDS[key]
            text += f"{alone('  ')}  {key}: {value}" + ("\n" if value.startswith("|") else behind())
    return text + alone()


@given(commented())
def test_no_comment_is_lost_and_none_is_invented(text: str) -> None:
    once = with_comments(HEAD + text, NEW)
    assert sorted(comment.text for comment in comments(once)) == sorted(comment.text for comment in comments(text))
    assert yaml.safe_load(once) == yaml.safe_load(NEW)
    assert with_comments(once, NEW) == once
