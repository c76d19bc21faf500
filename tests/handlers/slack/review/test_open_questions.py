"""How many questions are open is the same everywhere, over the wire: message, lists, reminder, document."""

import re

from tests.handlers.conftest import Scene, text_of
from tests.handlers.slack.review.review_scenarios import BOB, JANE, modal_of, pir, resolved, save, words_in, write
from tests.handlers.slack.review.test_file_sender import content, review
from tests.handlers.slack.review.test_follow_up_sender import asked
from tests.handlers.slack.review.test_listing import listed
from tests.handlers.slack.review.test_questions import press_at


def number(text: str, pattern: str) -> int:
    found = re.search(pattern, text)
    assert found, text
    return int(found[1])


def in_the_message(scene: Scene) -> list[int]:
    """By the notification, by the line that counts them, and by person."""
    message = review(scene)
    [line] = [each for each in text_of(message).splitlines() if " open questions: " in each]
    return [number(each, r"(\d+) open question") for each in (message.text, line)] + [people(line)]


def people(line: str) -> int:
    return sum(map(int, re.findall(r" (\d+)(?:,|$)", line.partition(": ")[2])))


async def in_the_form(scene: Scene) -> int:
    await pir(scene, BOB, "answer")
    count = number(words_in(modal_of(scene, BOB)), r"(\d+) open question")
    await scene.person(BOB).close_modal()
    return count


async def in_the_list(scene: Scene) -> int:
    waiting = (await listed(scene)).partition("open questions: ")[2].splitlines()[0]
    return sum(map(int, re.findall(r"(\d+) for ", waiting)))


def in_the_reminder(scene: Scene) -> int:
    text = text_of(asked(scene)[-1]).partition("Contributing factors with")[0]
    return sum(
        1 + int(more or 0) for more in re.findall(r"^• .*?(?: And (\d+) more questions?\.)?$", text, re.MULTILINE)
    )


async def counts(scene: Scene) -> set[int]:
    document = number(content(scene, ".md"), r"(\d+) open question")
    listed_in_it = content(scene, ".md").partition("\n## Open questions\n")[2].partition("\n## ")[0].count("\n| ") - 1
    return {*in_the_message(scene), await in_the_form(scene), await in_the_list(scene), document, listed_in_it}


async def test_every_place_says_the_same_number_of_open_questions(scene: Scene) -> None:
    await resolved(scene)
    await pir(scene, BOB, "")
    [at_first] = await counts(scene)
    assert at_first > 3
    await pir(scene, BOB, "answer")
    await press_at(scene, BOB, "What was the root cause", "Answer")
    await save(scene, BOB, text="Pool of 20 too small")
    await scene.person(BOB).close_modal()
    await write(scene, JANE, "communication", "Support called the ten largest customers.")
    await scene.after(minutes=2)
    [later] = await counts(scene)
    assert later < at_first
    await scene.after(minutes=73 * 60)
    assert {in_the_reminder(scene), *await counts(scene)} == {later}
