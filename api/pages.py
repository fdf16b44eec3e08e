"""The pages: what this is, and a place to try queries; nothing is loaded from anywhere else."""

from html import escape
from string import Template

from kb.store.base import KnowledgeBase

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
PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
$body
</main>
</body>
</html>
""")
HOME = Template("""<h1>claimgraph</h1>
<p>What do papers on large language models claim, where exactly, and where do they disagree?
This base holds $claims claims of $sources works about $entities models, datasets, techniques and the like, each traced to
its source. Questions over them answer with their proof.</p>
<ul>
$examples
</ul>
<p><a href="/query">Write a query</a> · <a href="/schema.graphql">The schema</a> · GraphQL is served at <code>/graphql</code>.</p>
<p class="stamp">Data $digest$commit</p>""")
QUERY = Template("""<h1><a href="/">claimgraph</a>: query</h1>
<form action="/graphql" method="get" id="form">
<label for="query">A GraphQL query</label>
<textarea id="query" name="query" rows="16" spellcheck="false">$query</textarea>
<button type="submit">Run</button>
</form>
<pre id="answer" role="status" aria-live="polite"></pre>
<script src="/query.js" defer></script>""")
STYLE = """:root { color-scheme: light dark; }
body { font: 17px/1.55 system-ui, sans-serif; margin: 0; }
main { max-width: 56rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; }
textarea, pre { box-sizing: border-box; width: 100%; font: 14px/1.45 ui-monospace, monospace; padding: .75rem; }
label { display: block; margin-bottom: .4rem; }
button { font: inherit; padding: .4rem 1.4rem; margin: .6rem 0; }
pre { overflow: auto; border: 1px solid; min-height: 3rem; }
pre:empty { display: none; }
.stamp { opacity: .75; font-size: .9rem; }
"""
SCRIPT = """"use strict";
const form = document.getElementById("form");
const answer = document.getElementById("answer");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  answer.textContent = "...";
  try {
    const reply = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: document.getElementById("query").value }),
    });
    answer.textContent = JSON.stringify(await reply.json(), null, 2);
  } catch (error) {
    answer.textContent = "The server did not answer: " + error;
  }
});
"""


def home(base: KnowledgeBase) -> str:
    """Return the page that says what this is."""
    counts = base.counts()
    items = "\n".join(f'<li><a href="/query?example={number}">{escape(title)}</a></li>' for number, title in enumerate(EXAMPLES))
    commit = f", commit {escape(base.as_of.commit[:12])}" if base.as_of.commit else ""
    body = HOME.substitute(
        claims=counts["claim"], sources=counts["source"], entities=counts["entity"], examples=items, digest=base.digest[:12], commit=commit
    )
    return PAGE.substitute(title="claimgraph: claims from papers on large language models", body=body)


def query(example: str) -> str:
    """Return the page to try queries on, filled with one of the examples."""
    chosen = list(EXAMPLES.values())[int(example) if example.isdecimal() and int(example) < len(EXAMPLES) else 0]
    return PAGE.substitute(title="claimgraph: query", body=QUERY.substitute(query=escape(chosen)))
