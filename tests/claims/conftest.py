"""Where the essay's text is, which the repository does not hold."""

import os
from pathlib import Path

_named = os.environ.get("CLAIMGRAPH_ESSAY")
ESSAY = Path(_named) if _named else None
