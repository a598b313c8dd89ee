"""Sign-offs that are work of a person: what this work is called, and at which speed it goes."""

from __future__ import annotations

from scenarios.document.organisation import Organisation

SIGN_OFF = "sign-off"
"""The skill of signing. A document may have a skill of that name: who has it signs at the speed of its level."""
NORMAL_SPEED = 100


def signers(organisation: Organisation) -> frozenset[str]:
    """The people who sign in person."""
    return frozenset(approver.person for approver in organisation.approvers if approver.person is not None)


def skills_held(organisation: Organisation) -> dict[str, frozenset[str]]:
    """The skills of everyone, signing in person among them."""
    signing = signers(organisation)
    return {
        person.id: frozenset((*person.skills, SIGN_OFF) if person.id in signing else person.skills)
        for person in organisation.everyone()
    }
