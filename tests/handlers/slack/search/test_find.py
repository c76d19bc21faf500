"""`find` and `stats` over the wire: what is found, how it is said, and only what someone may see."""

import pytest

from demo.stage import on_stage
from sandbox import Profile
from tests.handlers.conftest import PEOPLE, POLICY, START, Scene, text_of

SECRET = "Zanzibar"


async def answer(scene: Scene, name: str, text: str) -> str:
    """All the words of what a command answered."""
    person = scene.person(name)
    await scene.run(name, text)
    return text_of(next(each for each in reversed(person.sees("general")) if each.to == person.id))


async def test_find_says_where_the_words_stand_with_number_severity_status_and_channel(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident log mitigation: Raised the connection limit to 200", scene.channel.name)
    said = await answer(scene, "Bob Kim", "/incident find CONNECT limit")
    assert said.startswith('1 incident matches "CONNECT limit".')
    assert "🔴 *SEV1* Payment service degradation (#1)" in said
    assert "Investigating" in said
    assert f"<#{scene.channel.id}>" in said
    assert "Timeline: Raised the connection limit to 200" in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("payment-gateway", "the payment-gateway at api.example.com/v1/pay answers 503"),
        ("example.com/v1", "the payment-gateway at api.example.com/v1/pay answers 503"),
        ("/var/log/app", "see /var/log/app.log on the primary"),
        ("log/app", "see /var/log/app.log on the primary"),
        ("10.0.3.7", "host 10.0.3.7:8080 is down"),
        ("U.S.", "customers in the U.S. are affected"),
        ("naïve", "a naive retry made it worse"),
        ("HAUPTSTRASSE", "the store in Hauptstraße 5 is offline"),
        ("決済", "本日の決済処理が失敗している"),
        ("済", "本日の決済処理が失敗している"),
        ("ﾃﾞｰﾀﾍﾞｰｽ", "新しいデータベース接続が遅い"),
        ("결제", "온라인결제가 실패했습니다"),
        ("支付", "用户支付失败"),
        ("pointer", "java.lang.NullPointerException in the worker"),
        ("🔥", "the pool is on fire 🔥"),
        ('"payment gateway"', "the payment_gateway is slow"),
    ],
)
async def test_parts_of_addresses_paths_names_and_of_texts_without_spaces_are_found(
    scene: Scene, asked: str, said: str
) -> None:
    await scene.declare("sev3 Something else")
    await scene.run("Jane Smith", f"/incident log note: {said}", scene.channel.name)
    found = await answer(scene, "Bob Kim", f"/incident find {asked}")
    assert found.startswith("1 incident matches")
    assert f"Timeline: {said}" in found


@pytest.mark.parametrize("asked", ["10.0.3.7", "U.S.", '"connection pool"', "決済"])
async def test_what_only_has_the_parts_somewhere_is_not_found(scene: Scene, asked: str) -> None:
    await scene.declare("sev3 Something else")
    said = "users see 10 errors, 0 timeouts, 3 of 7: a pool for every connection, 決定は未済"
    await scene.run("Jane Smith", f"/incident log note: {said}", scene.channel.name)
    assert (await answer(scene, "Bob Kim", f"/incident find {asked}")).startswith("No incidents that you can access")


@pytest.mark.parametrize(
    "asked", ['"', "q AND", "NOT q", "(q", "q*", "q:q", "^q", "{q}", "“q", "-q", "q OR OR q", "'q", "NEAR(q"]
)
async def test_whatever_is_typed_is_words_and_never_an_error(scene: Scene, asked: str) -> None:
    await scene.declare()
    said = await answer(scene, "Bob Kim", f"/incident find {asked}")
    assert said.startswith("No incidents that you can access match") or "has no word to search for" in said


async def test_tasks_are_found(scene: Scene) -> None:
    await scene.declare()
    await scene.run("Jane Smith", "/incident task Call the acquirer", scene.channel.name)
    [suggested, *_] = [each for each in scene.bot.services.tasks.of_incident(1) if each.suggested]
    assert "Task: Call the acquirer" in await answer(scene, "Bob Kim", "/incident find acquirer")
    assert (await answer(scene, "Bob Kim", f"/incident find {suggested.title}")).startswith("No incidents")


async def test_a_long_text_is_shown_around_the_match(scene: Scene) -> None:
    await scene.declare()
    long = "nothing here " * 40
    await scene.run("Jane Smith", f"/incident log note: {long} the failover of 10.0.3.7 {long}", scene.channel.name)
    said = await answer(scene, "Bob Kim", "/incident find 10.0.3.7")
    assert "the failover of 10.0.3.7 nothing here" in said
    assert len(said) < 500


async def test_the_title_is_not_said_twice_and_ranks_first(scene: Scene) -> None:
    await scene.declare("sev3 Search is slow")
    await scene.run("Jane Smith", "/incident update Payment pages are slow, too", scene.channel.name)
    await scene.declare("sev2 Payment fails")
    said = await answer(scene, "Bob Kim", "/incident find payment")
    assert said.index("Payment fails (#2)") < said.index("Search is slow (#1)")
    assert said.count("Payment fails") == 1
    assert "Timeline: Payment pages are slow, too" in said


async def test_more_than_ten_say_how_many_more(scene: Scene) -> None:
    for number in range(12):
        await scene.run("Jane Smith", f"/incident declare sev4 Disk full on node {number}")
    said = await answer(scene, "Bob Kim", "/incident find disk")
    assert said.startswith('12 incidents match "disk". Here are the best 10: add a word to narrow the search.')


async def test_nothing_found_says_what_to_try(scene: Scene) -> None:
    await scene.declare()
    said = await answer(scene, "Bob Kim", "/incident find <b>unicorn</b>")
    assert said.startswith('No incidents that you can access match "')
    assert "&lt;b&gt;unicorn&lt;/b&gt;" in said
    assert "Try fewer" in said
    assert "Enter text to search for." in await answer(scene, "Bob Kim", "/incident find")
    assert "has no word to search for" in await answer(scene, "Bob Kim", "/incident find !!!")


async def test_a_private_incident_is_found_and_counted_for_its_members_alone(scene: Scene) -> None:
    jane = scene.person("Jane Smith")
    await jane.command("/incident declare", "general")
    await jane.submit({"Title": f"{SECRET} breach", "Severity": "sev1", "Private": ["private"]})
    await scene.deliver()
    assert scene.newest.private
    assert f"{SECRET} breach (#1)" in await answer(scene, "Jane Smith", f"/incident find {SECRET}")
    assert "1 incident in the last 90 days" in await answer(scene, "Jane Smith", "/incident stats")
    hidden = await answer(scene, "Bob Kim", f"/incident find {SECRET}")
    assert hidden.startswith("No incidents that you can access match")
    assert "breach" not in hidden
    assert "No incidents declared" in await answer(scene, "Bob Kim", "/incident stats")


async def test_a_guest_finds_only_what_lies_in_their_channels_and_gets_no_figures() -> None:
    people = [*PEOPLE, Profile("Guy Est", "guest", tz="UTC", is_restricted=True)]
    async with on_stage(people, START, POLICY) as stage:
        scene = Scene(stage.box, stage.bot, stage.clock, stage.place)
        await scene.declare()
        guest = scene.person("Guy Est")
        assert "No incidents that you can access match" in await answer(scene, "Guy Est", "/incident find payment")
        assert "Ask a member of this workspace" in await answer(scene, "Guy Est", "/incident stats")
        await scene.person("Jane Smith").invite(scene.channel, "Guy Est")
        await scene.deliver()
        assert "(#1)" in await answer(scene, "Guy Est", "/incident find payment")
        await guest.open_home()
        await scene.deliver()
        assert guest.home is not None
        assert "90 days" not in str(guest.home.json)


async def test_stats_say_the_figures_with_bars_for_a_period_and_a_service(scene: Scene) -> None:
    await scene.declare("sev1 payments are down")
    await scene.declare("sev3 search is slow")
    said = await answer(scene, "Bob Kim", "/incident stats 30d")
    assert "*2 incidents in the last 30 days*: 🔴 1 SEV1 · 🟡 1 SEV3" in said
    assert "SEV1 `▁▁▁▁▁█`" in said
    assert "Time to mitigate (detection to mitigation): no data" in said
    one = await answer(scene, "Bob Kim", "/incident stats Payment_Gateway 1y")
    assert "*1 incident in the last 365 days* for payment-gateway: 🔴 1 SEV1" in one
    assert "payment-gateway" in await answer(scene, "Bob Kim", "/incident stats payments")


async def test_an_unknown_service_or_period_says_what_there_is(scene: Scene) -> None:
    said = await answer(scene, "Bob Kim", "/incident stats paymnt-gateway")
    assert said.endswith("Did you mean payment-gateway?")
    said = await answer(scene, "Bob Kim", "/incident stats zebra")
    assert said == 'Unknown service "zebra". Known services: payment-gateway, search.'
    said = await answer(scene, "Bob Kim", "/incident stats 7d")
    assert said.startswith('"7d" is not a period. Choose 30d, 90d or 1y.')


@pytest.mark.parametrize("asked", ["Jane Doe", "doe failing", '"Jane Doe"'])
async def test_what_names_someone_by_an_earlier_name_is_found_by_the_new_one(scene: Scene, asked: str) -> None:
    await scene.declare()
    await scene.run("Bob Kim", "/incident log note: Failing over with @jane", scene.channel.name)
    await scene.run("Bob Kim", "/incident log note: Bob Smith called", scene.channel.name)
    await scene.person("Jane Smith").change_profile(name="Jane Doe")
    await scene.calm()
    assert "Timeline: Failing over with @Jane Smith" in await answer(scene, "Bob Kim", f"/incident find {asked}")
