"""Sessions in memory: what the cookie says, who gets whose, how long one lasts, and what lookers-on cost."""

from __future__ import annotations

import http.client
import re
import secrets
import time
from collections.abc import Iterator

import pytest
from visitor import Visitor

from cacao_kernel.cookie import Signer
from security.oracles import MEBIBYTE, assert_alive
from security.target import KEY, Target

SECONDS = 4
LOOKERS = 2_000  # of a hundred thousand; the cost of one is what counts


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Serve the fixture app with sessions that end soon, and few of them."""
    settings = {"session_expires": SECONDS, "max_sessions": 5}
    served = Target(tmp_path_factory.mktemp("brief"), "--production", settings=settings)
    yield served
    served.stop()


def cookie_of(header: str) -> tuple[str, str, dict[str, str]]:
    """Return name, value and attributes of a Set-Cookie header."""
    first, *rest = [part.strip() for part in header.split(";")]
    name, _, value = first.partition("=")
    pairs = (part.partition("=") for part in rest)
    return name, value, {key.lower(): given for key, _, given in pairs}


def test_the_cookie_keeps_to_this_site_and_out_of_scripts(target: Target, production: Target) -> None:
    """SES-01: on pages and on sockets, in development and in production."""
    for each in (target, production):
        for header in (each.ask().header("set-cookie"), each.ask("/login?x=1").header("set-cookie")):
            name, value, attributes = cookie_of(header)

            assert name.startswith("cacao_session")
            assert set(attributes) == {"max-age", "path", "httponly", "samesite"}
            assert attributes["path"] == "/"
            assert attributes["samesite"] == "Lax"
            assert 0 < int(attributes["max-age"]) <= 86_400
            assert len(value) >= 80


def test_no_two_visitors_are_handed_the_same(target: Target) -> None:
    """SES-01: two hundred and fifty-six bits of chance in each, and nothing of them in another."""
    values = [cookie_of(target.ask().header("set-cookie"))[1] for _ in range(50)]

    assert len({value[:8] for value in values}) == 50
    assert len({value.partition(".")[2][:8] for value in values}) == 50


def test_an_id_that_a_visitor_made_up_is_never_taken(target: Target) -> None:
    """SES-03: however well formed it is, also with the seal of another secret; and no session comes of it."""
    # Arrange
    name, value, _ = cookie_of(target.ask().header("set-cookie"))
    session, _, seal = value.partition(".")
    stranger = Signer(b"the secret of another app")
    forged = stranger.issue()
    invented = [
        secrets.token_urlsafe(32),
        f"{'A' * 43}.{'A' * 43}",
        f"{secrets.token_urlsafe(32)}.{seal}",
        f"{session}.{secrets.token_urlsafe(32)}",
        f"{session}.{seal[:-1]}",
        f"{seal}.{session}",
        stranger.seal(forged),
        f"{value}.{seal}",
        f'"{value}x"',
        "../../../canary.txt",
        "%00",
        "x" * 4_000,
        f"{Signer(KEY.encode()).mark_key(session).decode()}.{seal}",
    ]
    before = target.census()["sessions"]

    for given in invented:
        # Act
        answer = target.ask(headers={"Cookie": f"{name}={given}"})

        # Assert
        assert answer.status == 200
        assert answer.all("set-cookie"), "an id that was made up has been taken"
        handed = cookie_of(answer.header("set-cookie"))[1]
        assert handed not in given
        assert forged not in handed
    assert target.census()["sessions"] == before


def test_of_two_cookies_of_the_name_no_other_visitor_is_made(target: Target) -> None:
    """SES-03: what a neighbouring site has planted beside ours reaches nobody's session."""
    # Arrange
    ann = target.visitor()
    ann.visit().click("Add")
    name = ann.cookie.partition("=")[0]
    planted = f"{name}=planted"

    # Act
    pages = [target.ask(headers={"Cookie": text}).text for text in (planted, f"{planted}; {planted}")]
    cased = target.ask(headers={"Cookie": ann.cookie.replace(name, name.upper())}).text

    # Assert
    for page in (*pages, cased):
        assert "count 0." in page


def test_a_session_ends_by_its_age_however_it_is_used(brief: Target) -> None:
    """SES-07: neither disuse nor use makes it last, and its cookie opens nothing of it afterwards."""
    # Arrange
    visitor = brief.visitor()
    tab = visitor.visit()
    begin = time.monotonic()
    tab.click("Add")
    tab.close()

    # Act: somebody looks in all the time
    seen = []
    while time.monotonic() - begin < SECONDS + 1:
        asked = time.monotonic() - begin
        text = brief.ask(headers={"Cookie": visitor.cookie}).text
        seen.append((asked, "count 1." in text))
        time.sleep(0.05)

    # Assert
    assert seen[0][1]
    assert not [moment for moment, is_known in seen if is_known and moment > SECONDS]
    assert not seen[-1][1]
    assert "count 0." in visitor.get().text


def test_the_browser_is_told_how_long_the_session_lasts(brief: Target) -> None:
    """SES-01, SES-07: the cookie ends when the session does."""
    assert cookie_of(brief.ask().header("set-cookie"))[2]["max-age"] == str(SECONDS)


def test_the_least_recently_seen_make_room(brief: Target) -> None:
    """SES-12: sessions have an upper bound, whoever fills it."""
    # Act
    for _ in range(12):
        visitor = brief.visitor()
        tab = visitor.visit()
        assert tab.click("Add")[0] == "a"
        visitor.leave()

    # Assert
    assert brief.census()["sessions"] <= 6  # five, and one that has just come


def cookies_of(target: Target, lookers: int) -> set[str | None]:
    """Return the cookies that so many visitors get, over one connection."""
    line = http.client.HTTPConnection("127.0.0.1", target.port)
    cookies: set[str | None] = set()
    for _ in range(lookers):
        line.request("GET", "/")
        response = line.getresponse()
        cookies.add(response.getheader("set-cookie"))
        response.read()
    line.close()
    return cookies


def test_visitors_who_only_look_make_no_session(target: Target) -> None:
    """SES-12: pages without a cookie, over one connection and over many, and their cost."""
    # Arrange: everything that is made once is made, in every thread
    cookies_of(target, LOOKERS // 2)
    before, memory = target.census()["sessions"], target.memory()

    # Act
    cookies = cookies_of(target, LOOKERS)

    # Assert: what a hundred thousand may cost, shared out, and an allowance for the allocator
    assert len(cookies) == LOOKERS
    assert target.census()["sessions"] == before
    allowed = 50 * MEBIBYTE * LOOKERS / 100_000 + 8 * MEBIBYTE
    assert target.memory() - memory < allowed
    assert_alive(target)


def test_a_clock_that_is_turned_ends_no_session(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SES-07: a day forward and an hour back on the wall, between two clicks."""
    # Arrange: each page that is asked for turns the clock of the process
    target = Target(tmp_path_factory.mktemp("turned"), mutant="turned_clock")
    try:
        visitor = Visitor(target.port)
        tab = visitor.visit()
        tab.click("Add")

        # Act
        for clock in ("90000", "-3600"):
            target.ask(f"/turn?seconds={clock}", headers={"X-Turn-Clock": clock})
            assert tab.click("Add")[0] == "a"

        # Assert
        tab.sees("count 3.")
        assert re.search(r"count 3\.", visitor.get().text)
        visitor.leave()
    finally:
        target.stop()
