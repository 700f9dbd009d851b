"""A real server and a visitor: the first load, the first click, tabs and browsers, and what is not there."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from conftest import ROOT, Serve
from raw import ask
from servers import ServerProcess
from visitor import Visitor

from cacao_kernel.wire import unbundle

COUNTER = ROOT / "examples" / "counter_example.py"

EXTRA_PAGES = """
from cacao import App, State
app = App()
count = State(0)
text = State("")

@app.event("add")
def add():
    count.value += 1

@app.event("note")
def note(event):
    text.set(event.value)

def shown(word):
    return {"type": "div", "children": [
        {"type": "p", "props": {"content": f"{word} {count.value}"}},
        {"type": "p", "props": {"content": f"Noted: {text.value}"}},
        {"type": "button", "props": {"label": "Add", "action": "add"}},
        {"type": "input", "props": {"name": "field", "on_input": "note"}},
    ]}

app.mix("/")(lambda: shown("Start"))
app.mix("/other")(lambda: shown("Other"))
app.mix("/grüße aus/köln")(lambda: shown("Grüße"))
"""


@pytest.fixture(scope="module")
def server(serve_once: Serve) -> ServerProcess:
    return serve_once(COUNTER)


@pytest.fixture(scope="module")
def pages(serve_once: Serve) -> ServerProcess:
    return serve_once(EXTRA_PAGES)


def test_the_first_request_brings_the_whole_page(visitor: Visitor) -> None:
    answer = visitor.get()

    assert answer.status == 200
    assert answer.header("content-type") == "text/html; charset=utf-8"
    assert "<!doctype html>" in answer.text
    assert "<title>Cacao counter</title>" in answer.text
    assert "Counter: 0" in answer.text


def test_the_first_request_hands_out_one_guarded_cookie(visitor: Visitor) -> None:
    # Act
    handed = visitor.get().header("set-cookie")

    # Assert
    value, *flags = handed.split("; ")
    age = next(flag for flag in flags if flag.startswith("Max-Age="))
    assert re.fullmatch(r"cacao_session_\w+=[\w-]{43}\.[\w-]{43}", value)
    assert sorted({*flags} - {age}) == ["HttpOnly", "Path=/", "SameSite=Lax"]
    assert int(age.removeprefix("Max-Age=")) <= 86_400


def test_who_has_a_cookie_gets_no_other(visitor: Visitor) -> None:
    visitor.get()

    assert visitor.get().all("set-cookie") == []


def test_a_page_is_not_kept_by_caches(visitor: Visitor) -> None:
    assert visitor.get().header("cache-control") == "no-store"


def test_a_join_after_its_page_needs_no_tree(visitor: Visitor) -> None:
    # Arrange
    tab = visitor.open()

    # Act
    tab.send("j", 1, tab.id, "/", tab.page.hash)

    # Assert
    assert tab.receive()[:3] == ["j", 0, None]


def test_a_click_changes_the_page(visitor: Visitor) -> None:
    tab = visitor.visit()

    answer = tab.click("Increment")

    assert answer == ["a", 1]
    assert "Counter: 1" in tab.page.text


def test_params_go_with_the_node_that_was_clicked(visitor: Visitor) -> None:
    tab = visitor.visit()

    tab.click("Decrement")
    tab.click("Decrement")

    assert "Counter: -2" in tab.page.text


def test_two_tabs_of_one_browser_live_together(visitor: Visitor) -> None:
    first, second = visitor.visit(), visitor.visit()

    first.click("Increment")
    second.sees("Counter: 1")
    second.click("Increment")
    first.sees("Counter: 2")


def test_two_browsers_are_two_visitors(server: ServerProcess, visitor: Visitor) -> None:
    # Arrange
    other = Visitor(server.port)
    mine, theirs = visitor.visit(), other.visit()

    # Act
    mine.click("Increment")
    theirs.click("Decrement")

    # Assert
    assert "Counter: 1" in mine.page.text
    assert "Counter: -1" in theirs.page.text
    other.leave()


def test_state_survives_a_refresh(visitor: Visitor) -> None:
    tab = visitor.visit()
    tab.click("Increment")
    tab.close()

    assert "Counter: 1" in visitor.get().text


def test_pages_of_one_visitor_share_state(pages: ServerProcess) -> None:
    # Arrange
    visitor = Visitor(pages.port)
    start, other = visitor.visit("/"), visitor.visit("/other")

    # Act
    start.click("Add")

    # Assert
    other.sees("Other 1")
    visitor.leave()


def test_a_page_whose_cached_tree_is_gone_is_sent_as_a_tree(pages: ServerProcess) -> None:
    # Arrange
    visitor = Visitor(pages.port)
    old, new = visitor.open(), visitor.visit()
    new.click("Add")

    # Act
    old.page.hash = "of another tree"
    old.join()

    # Assert
    assert "Start 1" in old.page.text
    visitor.leave()


def test_what_changed_between_page_and_join_is_made_up_for(pages: ServerProcess) -> None:
    # Arrange
    visitor = Visitor(pages.port)
    late, quick = visitor.open(), visitor.visit()

    # Act
    quick.click("Add")
    late.join()

    # Assert
    late.sees("Start 1")
    visitor.leave()


def test_a_field_sends_its_value(pages: ServerProcess) -> None:
    # Arrange
    visitor = Visitor(pages.port)
    tab = visitor.visit()

    # Act
    answer = tab.answer(tab.fire("field", "input", value="cocoa ☕ <b>"))

    # Assert
    assert answer == ["a", 1]
    assert "Noted: cocoa ☕ <b>" in tab.page.text
    visitor.leave()


@pytest.mark.parametrize(
    "address", ["/gr%C3%BC%C3%9Fe%20aus/k%C3%B6ln", "/gr%c3%bc%c3%9fe%20aus/k%c3%b6ln?a=b%20c"]
)
def test_a_page_of_any_name_can_be_joined(pages: ServerProcess, address: str) -> None:
    visitor = Visitor(pages.port)

    tab = visitor.visit(address)  # a browser's location keeps the address as it was sent

    tab.click("Add")
    assert "Grüße 1" in tab.page.text
    visitor.leave()


def test_head_gives_the_headers_without_the_page(server: ServerProcess) -> None:
    answer = ask(server.port, "/", "HEAD")

    assert answer.status == 200
    assert answer.header("content-type") == "text/html; charset=utf-8"
    assert answer.body == b""


def test_a_path_without_a_page_is_told_in_a_page(server: ServerProcess) -> None:
    answer = ask(server.port, "/nowhere/%3Cscript%3Ealert(1)%3C/script%3E")

    assert answer.status == 404
    assert "There is no page here" in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "POST", "PUT", "DELETE", "PATCH", "FOO"])
@pytest.mark.parametrize("target", ["/", "/_cacao/cacao.js"])
def test_other_methods_are_not_allowed(server: ServerProcess, method: str, target: str) -> None:
    answer = ask(server.port, target, method, headers={"Origin": server.url, "Content-Length": "0"})

    assert answer.status == 405
    assert sorted(answer.header("allow").split(", ")) == ["GET", "HEAD"]


@pytest.mark.parametrize("method", ["get", "serve_page", "CONNECT"])
def test_a_method_is_never_a_name_of_ours(server: ServerProcess, method: str) -> None:
    assert ask(server.port, "/", method).status in (400, 403, 405)


def test_the_first_load_is_light(server: ServerProcess) -> None:
    # Arrange
    page = ask(server.port, headers={"Accept-Encoding": "gzip"})
    links = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)

    # Act
    parts = {link: ask(server.port, link, headers={"Accept-Encoding": "gzip"}) for link in links}

    # Assert
    scripts = [answer for link, answer in parts.items() if link.endswith(".js")]
    assert all(answer.status == 200 for answer in parts.values())
    assert len(parts) + 1 <= 4
    assert sum(len(answer.body) for answer in (page, *parts.values())) <= 25_000
    assert sum(len(answer.body) for answer in scripts) <= 12_000
    assert all(gzip.decompress(answer.body) for answer in scripts)


def test_the_page_asks_for_nothing_else(server: ServerProcess) -> None:
    page = ask(server.port).text

    assert re.findall(r'(?:src|href|url)\s*[=(]\s*"?(?:https?:)?//', page) == []


def test_an_update_takes_a_few_bytes(visitor: Visitor) -> None:
    # Arrange: the first step also switches the button "Reset" on
    tab = visitor.visit()
    tab.click("Increment")

    # Act
    tab.fire("Increment")
    message = str(tab.socket.recv(20))

    # Assert: the patch and the acknowledgement travel together
    assert [frame[0] for frame in unbundle(message)] == ["p", "a"]
    assert len(message) <= 60


def test_an_example_without_a_handler_is_served_as_it_stands(serve: Serve) -> None:
    server = serve(Path(ROOT / "examples" / "simple_app_example.py"))

    assert "A deliciously simple web framework!" in ask(server.port).text
