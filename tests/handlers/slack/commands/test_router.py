"""The slash command, over the wire: help, what is not understood, and what belongs into a channel."""

import html
import re

import pytest

from bot.commands.parser import VERBS, parse
from bot.commands.requests import CommandContext, TypedText
from bot.people.verbs import Join
from tests.handlers.conftest import Scene, text_of


async def test_a_mistyped_verb_is_answered_with_what_was_meant(scene: Scene) -> None:
    assert "Did you mean `/incident help severity`?" in await scene.run("Jane Smith", "/incident help severty")
    assert "Did you mean `/incident list`?" in await scene.run("Jane Smith", "/incident lits")
    mistyped = await scene.run("Jane Smith", "/incident decalre sev1 Checkout is down")
    assert mistyped == 'There is no command "decalre". Did you mean `/incident declare sev1 Checkout is down`?'


async def test_help_lists_every_verb_and_explains_each(scene: Scene) -> None:
    await scene.run("Bob Kim", "/incident help")
    listed = text_of(scene.person("Bob Kim").sees("general")[-1])
    for verb in VERBS.values():
        usage = verb.usage.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert f"`/incident {usage}`" in listed
        assert verb.help in await scene.run("Bob Kim", f"/incident help {verb.name}")
    assert "For example: `/incident list mine`" in await scene.run("Bob Kim", "/incident help list")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("statuss monitoring", "Did you mean `/incident status monitoring`?"),
        (
            "severity sev9 Europe & Asia",
            '"sev9" is not a severity. Use SEV1 to SEV4. For example: `/incident severity sev2 Europe &amp; Asia`',
        ),
        ("status broken", '"broken" is not a status. Use investigating,'),
        ("log", "Enter what happened. For example: `/incident log 14:05 detection:"),
        ("record guess it was DNS", "For example: `/incident record cause guess it was DNS`"),
        ("commander someone", "I can't find someone."),
        ("action P1", "Enter an action item."),
        ("action Fix it 2024-02-31", '"2024-02-31" is not a date. Use YYYY-MM-DD, such as 2024-01-22.'),
        (
            "declare sev9 Payments",
            '"sev9" is not a severity. Use SEV1 to SEV4. For example: `/incident declare sev2 Payments`',
        ),
        ("drill SEV-7 Region", "For example: `/incident drill sev2 Region`"),
        ("declare sev1", "Enter a title. For example: `/incident declare sev1 Checkout is down`"),
        ("snooze Waiting for Bob", "Choose 10, 20 or 60 minutes. For example: `/incident snooze 10 Waiting for Bob`"),
    ],
)
async def test_what_cannot_be_understood_gets_one_private_sentence(scene: Scene, typed: str, sentence: str) -> None:
    await scene.declare()
    before = scene.newest
    answered = await scene.run("Bob Kim", f"/incident {typed}", scene.channel.name)
    assert sentence in answered
    assert "Traceback" not in answered
    assert scene.newest == before


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS.values() if verb.needs_incident])
async def test_a_command_outside_an_incident_channel_says_where_to_type_it(scene: Scene, verb: str) -> None:
    await scene.declare()
    typed = (
        f"/incident {VERBS[verb].example}".replace("@bob", "@Bob Kim")
        .replace("@jane", "@Jane Smith")
        .replace("#support", "#general")
    )
    assert f"Type `{typed}` in the incident's channel" in html.unescape(await scene.run("Jane Smith", typed))


LONG = "The rollback is 40% done, errors are falling & Bob watches <checkout>"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (f"update {LONG}", "#1 was marked as a false alarm."),
        (f"rename {LONG} {LONG}", "#1 was marked as a false alarm."),
        (f"snooze 10 {LONG}", "#1 was marked as a false alarm."),
    ],
)
async def test_a_refused_command_gives_a_long_text_back(scene: Scene, typed: str, why: str) -> None:
    await scene.declare()
    await scene.run("Bob Kim", "/incident cancel The probe was broken", scene.channel.name)
    answered = html.unescape(await scene.run("Bob Kim", f"/incident {typed}", scene.channel.name))
    assert answered.startswith(why)
    assert answered.endswith(f"\nYou typed: `/incident {typed}`")


async def test_a_text_whose_time_is_not_understood_is_given_back_as_it_can_be_typed(scene: Scene) -> None:
    await scene.declare()
    answered = html.unescape(await scene.run("Bob Kim", f"/incident log 25:00 {LONG}", scene.channel.name))
    assert answered.startswith('"25:00" is not a time.')
    assert answered.endswith(f'To use it as text, type `/incident log "25:00 {LONG}"`.')


async def test_a_refused_command_does_not_repeat_a_few_words(scene: Scene) -> None:
    await scene.declare()
    assert "You typed" not in await scene.run("Bob Kim", "/incident duplicate of 9", scene.channel.name)


async def two_incidents(scene: Scene) -> str:
    """Incident 1, and the channel of incident 2, in which people type."""
    await scene.declare("sev2 Payment service degradation")
    await scene.declare("sev3 Login page blank")
    return scene.channel.name


async def test_a_number_in_another_incidents_channel_is_that_incident_and_the_answer_says_so(scene: Scene) -> None:
    here = await two_incidents(scene)
    first, jane = scene.bot.services.incidents.get(1), scene.person("Jane Smith")
    assert await scene.run("Jane Smith", "/incident resolve 1", here) == ""
    assert jane.modal is not None
    assert jane.modal.title == "Resolve #1"
    await jane.close_modal()
    answered = await scene.run("Jane Smith", "/incident update #1 Rollback is running", here)
    assert answered == f"Done. See SEV2 #1 Payment service degradation in <#{first.channel}>."
    await scene.deliver()
    assert "Rollback is running" in text_of(scene.posts(first.channel_name)[-1])
    assert not any("Rollback" in text_of(each) for each in scene.posts(here))


async def test_what_may_be_a_number_or_text_is_asked_and_nothing_is_done(scene: Scene) -> None:
    here = await two_incidents(scene)
    asked = await scene.run("Bob Kim", "/incident update 1 service is back & fine", here)
    assert html.unescape(asked) == (
        '"1" also names an incident. For #1, type `/incident update #1 service is back & fine`. '
        "For #2, type `/incident update #2 1 service is back & fine`."
    )
    assert scene.bot.services.updates.last(1) is None
    assert scene.bot.services.updates.last(2) is None


async def test_the_number_of_a_private_incident_is_only_a_number_to_outsiders(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await scene.run("Jane Smith", "/incident declare")
    await jane.submit({"Title": "Leaked key", "Private": ["Only members of its channel can see it"]})
    await scene.deliver()
    await scene.declare("sev3 Login page blank", by="Bob Kim")
    here = scene.channel.name
    told = await scene.run("Bob Kim", "/incident resolve 1", here)
    assert told == "I can't find incident #1. For #2, type `/incident resolve #2 1`."
    assert told.replace("1", "7") == await scene.run("Bob Kim", "/incident resolve 7", here)
    await scene.run("Bob Kim", "/incident update 1 pod restarted", here)
    assert scene.bot.services.updates.last(1) is None


async def test_a_mention_addresses_another_incident_as_the_command_does(scene: Scene) -> None:
    here = await two_incidents(scene)
    bob = scene.person("Bob Kim")
    await bob.post(here, "@Muster log #1 Pool raised")
    await scene.deliver()
    assert any(each.text == "Pool raised" for each in scene.bot.services.timeline.entries(1))
    assert "Pool raised" in bob.sees(here)[-1].text
    await bob.post(here, "@Muster log 1 pod restarted")
    await scene.deliver()
    assert '"1" also names an incident.' in bob.sees(here)[-1].text


@pytest.mark.parametrize("typed", ["resolve help", "update -h", "close --help", "help close", "declare help", "log ?"])
async def test_help_behind_a_verb_shows_its_help_and_does_nothing(scene: Scene, typed: str) -> None:
    await scene.declare()
    before = scene.newest
    verb = next(word for word in typed.split() if word in VERBS and word != "help")
    answered = await scene.run("Bob Kim", f"/incident {typed}", scene.channel.name)
    assert VERBS[verb].help in answered
    assert scene.newest == before
    assert scene.person("Bob Kim").modal is None


async def test_a_mention_that_asks_for_help_is_answered_and_logs_nothing(scene: Scene) -> None:
    await scene.declare()
    before = len(scene.entries)
    await scene.person("Bob Kim").post(scene.channel.name, "@Muster log help")
    await scene.deliver()
    assert VERBS["log"].help in scene.person("Bob Kim").sees(scene.channel.name)[-1].text
    assert len(scene.entries) == before


async def test_what_to_type_instead_keeps_the_number_of_the_incident(scene: Scene) -> None:
    await scene.declare("sev2 Checkout down")
    first = scene.channel.name
    await scene.declare("sev2 Search down")
    assert scene.channel.name != first
    for where in ("general", scene.channel.name, first):
        answered = await scene.run("Jane Smith", "/incident close 1", where)
        assert ("`/incident resolve`" if where == first else "`/incident resolve #1`") in answered
        answered = await scene.run("Jane Smith", "/pir approve 1", where)
        assert ("`/pir request`" if where == first else "`/pir request #1`") in answered
    assert "`/incident resolve`" in await scene.run("Jane Smith", "/incident close", first)


async def test_a_long_text_with_a_help_word_is_given_back_and_posted_when_it_is_pasted(scene: Scene) -> None:
    await scene.declare()
    text = "Rolled back user-api & its cache; to see the flags, run it with --help"
    answered = await scene.run("Jane Smith", f"/incident update {text}", scene.channel.name)
    assert VERBS["update"].help in answered
    typed = f'/incident update "{text}"'
    assert f"To use it as text, type `{html.escape(typed, quote=False)}`." in answered
    await scene.run("Jane Smith", typed, scene.channel.name)
    await scene.deliver()
    assert text in html.unescape(scene.posts()[-1].text)


async def test_a_text_with_a_block_of_code_is_given_back_as_it_was_typed(scene: Scene) -> None:
    await scene.declare()
    text = "Full:\n```\n$ df -h\n/dev/sda1 100%\n```\nran `df`"
    answered = await scene.run("Jane Smith", f"/incident log -h {text}", scene.channel.name)
    assert VERBS["log"].help in answered
    assert text in html.unescape(answered)
    await scene.run("Jane Smith", f"/incident update {text}", scene.channel.name)
    await scene.deliver()
    assert text in html.unescape(scene.posts()[-1].text)


@pytest.mark.parametrize(
    "typed", ["log 2 executives resigned 5m ago", "log 1 more alert 10m ago", "status 1 identified"]
)
async def test_what_is_typed_in_a_private_channel_is_not_posted_elsewhere(scene: Scene, typed: str) -> None:
    await scene.declare("sev2 One")
    await scene.declare("sev2 Two")
    jane = scene.person("Jane Smith")
    await jane.command("/incident declare")
    await jane.submit({"Title": "Zan", "Severity": "sev1", "Private": ["private"]})
    await scene.deliver()
    before = [scene.bot.services.timeline.entries(number) for number in (1, 2)]
    assert "also names an incident" in await scene.run("Jane Smith", f"/incident {typed}", scene.channel.name)
    await scene.deliver()
    assert before == [scene.bot.services.timeline.entries(number) for number in (1, 2)]


@pytest.mark.parametrize(
    "typed",
    ["log #1 Pool raised", "record #1 cause Pool too small", "action #1 Alert on the pool", "task #1 Ask the bank"],
)
async def test_an_answer_about_another_incident_names_it(scene: Scene, typed: str) -> None:
    await two_incidents(scene)
    assert "#1" in await scene.run("Jane Smith", f"/incident {typed}", scene.channel.name)


@pytest.mark.parametrize(
    "typed", ["@Muster: log x", "@Muster, log x", "@Muster log: x", "hey @Muster log x", "@Muster – log x"]
)
async def test_a_mention_may_be_set_off_from_what_it_says(scene: Scene, typed: str) -> None:
    await scene.declare()
    await scene.person("Bob Kim").post(scene.channel.name, typed)
    await scene.deliver()
    assert scene.entries[-1].text == "x"


@pytest.mark.parametrize("command", ["/incident join", "/incident show", "/pir", "/pir approve", "/incident resolve"])
@pytest.mark.parametrize("digits", ["9" * 20, "9" * 2000])
async def test_a_number_of_any_length_is_one_that_does_not_exist(scene: Scene, command: str, digits: str) -> None:
    await scene.declare()
    for mark in ("", "#"):
        assert "I can't find incident" in await scene.run("Jane Smith", f"{command} {mark}{digits}", scene.channel.name)


@pytest.mark.parametrize("when", ["tomorrow 3 pm", "19.1. 15 Uhr", "2024-01-19 15"])
async def test_a_number_within_a_date_is_no_incident(scene: Scene, when: str) -> None:
    for title in ("One", "Two", "Three"):
        await scene.declare(f"sev2 {title}")
    answered = await scene.run("Jane Smith", f"/pir meeting {when}", scene.channel.name)
    assert "can't find" not in answered
    assert "#15" not in answered


PEOPLE = {"@bob": "U2", "@person": "U2"}
TYPED_IN_ANSWERS = re.compile(r"`(/(?:incident|pir) [^`]*)`")
FOREIGN = (
    "subscribe #1",
    "subscribe #1 list",
    "action #1 Alert on the pool",
    "action #1 done 1",
    "action #1 done 9",
    "task #1 done 9",
    "role #1 communications none",
    "handover #1",
    "duplicate #1 of 1",
    "close 1",
    "private #1 please",
    "leave #1",
    "resolve #1 Rolled back",
    "resolve #1 Rolled back",
    "task #1 Ask the bank",
    "snooze #1 10 Waiting",
    "timeline #1 xyzzy",
    "severity #1 sev9",
)


@pytest.mark.parametrize("where", ["general", "2"])
async def test_each_command_that_an_answer_names_acts_on_the_incident_it_speaks_of(scene: Scene, where: str) -> None:
    await scene.declare("sev2 Checkout down")
    await scene.run("Bob Kim", "/incident join 1")
    await scene.declare("sev2 Search down")
    channel = scene.channel.name if where == "2" else where
    named = []
    for typed in FOREIGN:
        answered = await scene.run("Jane Smith", f"/incident {typed}", channel)
        await scene.deliver()
        for command in TYPED_IN_ANSWERS.findall(answered):
            understood = parse(TypedText(html.unescape(command).partition(" ")[2], PEOPLE), asking(scene, channel))
            named.append(command)
            assert understood.number == 1 or understood.request == Join(1), (typed, command)
    assert len(named) >= 10, named


def asking(scene: Scene, channel: str) -> CommandContext:
    jane = scene.bot.services.people.person(scene.person("Jane Smith").id)
    return scene.bot._listener.asking(jane, scene.box.channel(channel).id)
