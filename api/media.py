"""Media types of GraphQL answers, and which of them a client gets."""

from functools import lru_cache

from api.refusals import BadRequest

JSON, GRAPHQL_JSON = "application/json", "application/graphql-response+json"
ANSWERS = {GRAPHQL_JSON: GRAPHQL_JSON, JSON: JSON, "application/*": JSON, "*/*": JSON}
"""Media ranges that a client may accept, and what it then gets."""


@lru_cache(maxsize=64)
def accepted(header: str) -> str:
    """Choose the media type of the answer: the one that the client likes best, and among equals the first.

    Raises BadRequest where it likes none.

    >>> accepted("text/html, application/graphql-response+json;q=0.5, */*;q=0.8")
    'application/json'
    """
    wanted = [_range(part) for part in header.split(",")]
    liked = [(weight, ANSWERS[media]) for media, weight in wanted if media in ANSWERS and weight > 0]
    if not liked:
        raise BadRequest(406, f"This address answers in {GRAPHQL_JSON} or {JSON}.")
    return max(liked, key=lambda pair: pair[0])[1]


def _range(part: str) -> tuple[str, float]:
    """Read one media range with its weight; a weight that cannot be read counts as none given."""
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weight = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    try:
        return media, float(weight)
    except ValueError:
        return media, 1.0
