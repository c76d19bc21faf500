"""Access to the page, and its headers."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from sandbox import Actor, Sandbox
from sandbox.page.page import STATIC

SCRIPTS = sorted((STATIC / "js").glob("*.js"))


@pytest.fixture
async def http(box: Sandbox) -> AsyncIterator[ClientSession]:
    async with ClientSession(box.page_url) as session:
        yield session


async def test_the_page_and_everything_it_names_are_served(http: ClientSession) -> None:
    page = await (await http.get("/")).text()
    assert "Muster sandbox" in page
    for address in re.findall(r'(?:href|src)="(/[^"]+)"', page):
        answer = await http.get(address)
        assert answer.status == 200, address


async def test_the_page_lets_nothing_in_from_elsewhere_and_no_script_from_inside_itself(http: ClientSession) -> None:
    answer = await http.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", await answer.text())


@pytest.mark.parametrize("path", ["/static/../page.py", "/static/%2e%2e/page.py", "/static/js", "/static/none.js"])
async def test_nothing_beside_the_page_s_own_files_is_served(http: ClientSession, path: str) -> None:
    assert (await http.get(path)).status == 404


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
@pytest.mark.parametrize("path", ["/", "/static/base.css", "/page/files/F1", "/page/ws"])
async def test_another_web_site_opens_nothing(http: ClientSession, path: str, headers: dict[str, str]) -> None:
    assert (await http.get(path, headers=headers)).status == 403


async def test_another_web_site_s_websocket_is_refused(http: ClientSession) -> None:
    with pytest.raises(WSServerHandshakeError) as caught:
        await http.ws_connect("/page/ws", origin="http://localhost:1")
    assert caught.value.status == 403


async def test_the_page_itself_may_connect_by_either_name_of_this_machine(box: Sandbox, http: ClientSession) -> None:
    for name in ("127.0.0.1", "localhost"):
        here = f"{name}:{box.port}"
        socket = await http.ws_connect("/page/ws", origin=f"http://{here}", headers={"Host": here})
        assert (await socket.receive_json())["push"] == "part"
        await socket.close()


async def test_a_file_is_shown_but_cannot_run(box: Sandbox, jane: Actor, http: ClientSession) -> None:
    content = b"<script>alert(1)</script>"
    shared = await jane.post("general", "see", files=[("ä page.html", "text/html", content)])
    answer = await http.get(f"/page/files/{shared.files[0]['id']}")
    assert await answer.read() == content
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert answer.headers["Content-Disposition"] == "inline; filename*=UTF-8''%C3%A4%20page.html"


@pytest.mark.parametrize(("kind", "query"), [("application/zip", ""), ("text/plain", "?download")])
async def test_what_a_browser_cannot_show_is_downloaded(
    jane: Actor, http: ClientSession, kind: str, query: str
) -> None:
    shared = await jane.post("general", "see", files=[("notes", kind, b"x")])
    answer = await http.get(f"/page/files/{shared.files[0]['id']}{query}")
    assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_an_unknown_file_is_not_found(http: ClientSession) -> None:
    assert (await http.get("/page/files/F404")).status == 404


async def test_the_page_stays_while_the_app_is_cut_off(box: Sandbox, http: ClientSession) -> None:
    box.faults.cut(30)
    assert (await http.get("/")).status == 200


# What scripts must not do; otherwise only found by opening every part of the page.


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda each: str(each.name))
def test_a_script_makes_no_element_from_text(script: Any) -> None:
    made = re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script.read_text()
    )
    assert made == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda each: str(each.name))
def test_what_a_script_imports_is_exported(script: Any) -> None:
    for names, source in re.findall(r'import \{([^}]*)\} from "\./([\w.]+)"', script.read_text()):
        exported = (STATIC / "js" / source).read_text()
        for name in (each.strip() for each in names.split(",") if each.strip()):
            assert re.search(rf"export .*\b{re.escape(name)}\b", exported), f"{source} does not export {name}"


def test_every_icon_that_is_used_was_drawn() -> None:
    drawn = set(re.findall(r"^\s+(\w+):\s+\"M", (STATIC / "js" / "dom.js").read_text(), re.MULTILINE))
    used = set()
    for script in SCRIPTS:
        used |= set(re.findall(r"\bicon(?:Button)?\(\"(\w+)\"", script.read_text()))
    assert used <= drawn


def test_no_address_of_another_site_stands_in_the_page() -> None:
    allowed = {"http://www.w3.org/2000/svg"}
    for path in (each for each in STATIC.rglob("*") if each.is_file()):
        found = set(re.findall(r"https?://[\w.-]+\.[a-z]{2,}[^\s\"'`)>]*", path.read_text()))
        assert found <= allowed, path.name
