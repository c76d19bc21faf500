"""What scenarios of a review have in common: a resolved incident with facts, and people at its forms."""

from bot.review.document.review import Review
from bot.review.document.reviewed import review_of
from bot.review.edit_log import ReviewEdits
from sandbox.workspace.state import View
from tests.handlers.conftest import Scene

JANE, ALICE, BOB = "Jane Smith", "Alice Chen", "Bob Kim"
FACTS = (
    "commander @Jane Smith",
    "log 14:15 trigger: Pool at 95 %",
    "log 14:20 detection: First alert",
    "record impact 12,500 users affected",
    "record factor No canary for ORM changes",
)
PICTURED = (*FACTS, "log 14:21 Second alert")  # with what Muster logs, enough entries for a picture
FIXED = (
    "commander @Jane Smith",
    "log 14:15 trigger: Pool at 95 %",
    "log 14:20 detection: First alert",
    "update Pool is exhausted",
    "record impact 12,500 users affected",
    "record cause ORM 3.2.0 opens three connections",
    "record fix Rolled back to ORM 3.1.2",
    'action "Alert at 70 %" @Bob Kim P1 2024-01-22',
)


async def resolved(scene: Scene, severity: str = "sev2", facts: tuple[str, ...] = FACTS) -> None:
    """An incident of Jane's, ten minutes long, of which no cause is known yet."""
    await scene.declare(f"{severity} Payment service degradation", by=JANE)
    for text in facts:
        await scene.run(JANE, f"/incident {text}", scene.channel.name)
    await scene.after(minutes=10)
    await scene.run(JANE, "/incident resolve Stable", scene.channel.name)
    await scene.deliver()


def edits(scene: Scene, number: int = 1) -> ReviewEdits:
    return scene.bot.services.reviews.edits(number)


def generated_review(scene: Scene) -> Review:
    """What the record of the first incident says by itself."""
    services = scene.bot.services
    return review_of(services.incidents.details(1), services.policy, scene.clock.now())


def modal_of(scene: Scene, by: str) -> View:
    modal = scene.person(by).modal
    assert modal is not None
    return modal


def words_in(view: View) -> str:
    """What a view says outside of its inputs."""
    own = [block["text"]["text"] for block in view.blocks if block["type"] == "section"]
    about = [each["text"] for block in view.blocks if block["type"] == "context" for each in block["elements"]]
    return "\n".join(about + own)


def labels(view: View) -> list[str]:
    """The buttons of a view."""
    rows = [block["elements"] for block in view.blocks if block["type"] == "actions"]
    return [each["text"]["text"] for row in rows for each in row if each["type"] == "button"]


async def pir(scene: Scene, by: str, text: str) -> str:
    """Types it into the incident's channel; what the bot has to do is done then."""
    answered = await scene.run(by, f"/pir {text}", scene.channel.name)
    await scene.deliver()
    return answered


async def save(scene: Scene, by: str, **filled: object) -> dict[str, str]:
    refused = await scene.person(by).submit(filled)
    await scene.deliver()
    return refused


async def write(scene: Scene, by: str, section: str, text: str) -> dict[str, str]:
    """Opens the section's form and saves a text in it."""
    await pir(scene, by, f"edit {section}")
    return await save(scene, by, text=text)


async def approved(scene: Scene, by: tuple[str, ...] = (BOB,)) -> None:
    await pir(scene, JANE, "send")
    for person in by:
        assert await pir(scene, person, "approve") == ""
