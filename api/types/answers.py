"""The answers of questions: derived from their dataclasses, with references to claims and entities that can be followed."""

import strawberry
from strawberry.types import Info

from api.types.derive import REPLACED, derived, made
from api.types.graph import Claim, Entity, claim_nodes, entity_nodes
from kb.questions.answer import Answer, ClaimRef, EntityRef
from kb.questions.shared_factors import SharedFactor


@strawberry.type(description="A claim that an answer rests on.")
class PremiseClaim:
    """A reference to a claim in an answer."""

    address: str = strawberry.field(description="Its address.")

    @strawberry.field(description="The claim itself.")
    def claim(self, info: Info) -> Claim:
        return claim_nodes(info, (self.address,))[0]


@strawberry.type(description="An entity that an answer speaks of.")
class AnsweredEntity:
    """A reference to an entity in an answer."""

    slug: str = strawberry.field(description="Its slug.")

    @strawberry.field(description="The entity itself.")
    def entity(self, info: Info) -> Entity:
        return entity_nodes(info, (self.slug,))[0]


REPLACED[ClaimRef] = PremiseClaim
REPLACED[EntityRef] = AnsweredEntity

SharedFactors = made(Answer, "SharedFactorsAnswer", {"value": list[derived(SharedFactor)]})  # type: ignore[misc] # made at run time
