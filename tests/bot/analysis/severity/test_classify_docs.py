"""The texts for audiences, with little known."""

import pytest

from bot.announcements.stakeholder_facts import Audience, PublicStatus, StakeholderFacts
from templates.announcements.stakeholder_updates import drafts


@pytest.mark.parametrize("public", list(PublicStatus))
@pytest.mark.parametrize("audience", list(Audience))
def test_texts_of_what_nobody_told_have_no_hole(public: PublicStatus, audience: Audience) -> None:
    text = drafts(StakeholderFacts(title="Payments fail", severity="SEV1", status=public))[audience]
    assert "None" not in text
    assert "  " not in text


@pytest.mark.parametrize("public", list(PublicStatus))
@pytest.mark.parametrize("audience", [Audience.STATUS_PAGE, Audience.CUSTOMER])
def test_people_outside_read_no_names_causes_or_severities(public: PublicStatus, audience: Audience) -> None:
    facts = StakeholderFacts(
        "Title", "SEV1", public, known="Pool of db-7", doing="Rolling back", commander="Jane Smith"
    )
    text = drafts(facts)[audience]
    assert not any(inside in text for inside in ("Title", "SEV1", "db-7", "Rolling back", "Jane"))
