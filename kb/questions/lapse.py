"""Whether a finding still follows from what its premises mean."""

from collections.abc import Mapping

from kb.records.finding import Finding
from kb.store.base import ClaimView


def lapse(finding: Finding, views: Mapping[str, ClaimView]) -> str | None:
    """Return why a finding has lapsed, None where each of its premises counts and means what it meant then."""
    for premise in finding.premises:
        view = views.get(premise.claim)
        if view is None or view.claim.withdrawn is not None:
            return f"{premise.claim} no longer counts"
        if view.digest != premise.digest:
            return f"{premise.claim} means something else now"
    return None
