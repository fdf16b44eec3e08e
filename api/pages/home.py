"""The first page, which says what this is, and a place to try queries."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.pages.questions import by_group
from api.pages.rendering import page

EXAMPLES = {
    "Which failure factors does OPT-175B share with BLOOM-176B?": """{
  sharedFactors(models: ["opt-175b", "bloom-176b"]) {
    status
    value { name standing grounds }
    conflicts { states sides { address claim { says } } opposed { address claim { says source { short } } } }
  }
}""",
    "How many tokens did the models see, according to whom?": """{
  claims(filter: {predicate: ["tokens_seen"]}, first: 50) {
    totalCount
    nodes { fact { subject value { quantity { number unit } } } source { short } place { section table row } }
  }
}""",
    "What is claimed of BLOOM-176B?": """{
  model(slug: "bloom-176b") {
    name aliases
    claims(first: 20) { totalCount nodes { address says modality } }
  }
}""",
}


def home(request: Request) -> Response:
    """Say what this is."""
    base = request.app.state.base
    return page(request, "home.html", counts=base.counts(), groups=by_group(), examples=list(EXAMPLES), as_of=base.as_of)


def query(request: Request) -> Response:
    """Offer a place to try queries, filled with one of the examples."""
    number = request.query_params.get("example", "0")
    chosen = int(number) if number.isascii() and number.isdecimal() and int(number) < len(EXAMPLES) else 0
    return page(request, "query.html", query=list(EXAMPLES.values())[chosen], examples=list(EXAMPLES), chosen=chosen)


ROUTES = [Route("/", home), Route("/query", query)]
