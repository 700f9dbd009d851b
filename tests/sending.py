"""Sending: a visitor who uploads files piece by piece, as the element of a file upload does."""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from raw import TIMEOUT, Answer, ask, send
from servers import ServerProcess
from visitor import Tab, Visitor

PATH = "/_cacao-files/uploads/"


class Sender:
    """Uploads on a page that a visitor has open.

    Args:
        tab: the page.
        home: which of its file uploads, in their order.
    """

    def __init__(self, tab: Tab, home: int = 0) -> None:
        self.tab = tab
        self._home = home

    def tell(self, word: object) -> list[Any]:
        """Tell the server a word, as the element does, and return the answer."""
        text = word if isinstance(word, str) else json.dumps(word)
        steps, mark = self._field()
        return self.tab.answer(self.tab.send_event(steps, mark, "change", value=text))

    def announce(
        self, name: str = "a.bin", size: int = 0, kind: str = "", modified: int = 1, *, file: str = ""
    ) -> str:
        """Announce a file, and return the id that it has been given."""
        file = file or secrets.token_hex(8)
        self.tell({"add": [[file, name, size, kind, modified]]})
        return file

    def row(self, file: str) -> dict[str, str] | None:
        """Return the attributes of the row of a file, and its texts as ``text``; None if there is none."""
        for node in walk(self.tab.page.tree):
            if node[1].get("data-id") == file:
                return {**node[1], "text": text_of(node)}
        return None

    def ticket(self, file: str) -> str:
        """Return the ticket that a file was given."""
        row = self.row(file)
        assert row is not None and "data-ticket" in row, row
        return row["data-ticket"]

    def there(self) -> list[str]:
        """Return the names of the files that are there."""
        rows = [node for node in walk(self.tab.page.tree) if node[1].get("data-state") == "there"]
        return [next(each for each in walk(row) if "title" in each[1])[1]["title"] for row in rows]

    def patch(
        self, ticket: str, offset: object, body: bytes, headers: Mapping[str, str] | None = None, **more: Any
    ) -> Answer:
        """Send a piece."""
        return patch(self.tab.visitor.port, self.tab.visitor.cookie, ticket, offset, body, headers, **more)

    def offset(self, ticket: str) -> int:
        """Return how much of a file the server has; -1 if it knows of none."""
        visitor = self.tab.visitor
        answer = ask(visitor.port, PATH + ticket, "HEAD", headers={"Cookie": visitor.cookie})
        return int(answer.header("upload-offset")) if answer.status == 200 else -1

    def done(self, file: str, ticket: str = "") -> list[Any]:
        """Tell that all of a file is there."""
        return self.tell({"done": [file, ticket or self.ticket(file)]})

    def upload(self, name: str, data: bytes, kind: str = "", piece: int = 100_000) -> str:
        """Upload a whole file, and return its id."""
        file = self.announce(name, len(data), kind)
        for start in range(0, len(data), piece):
            assert self.patch(self.ticket(file), start, data[start : start + piece]).status == 204
        self.done(file)
        return file

    def _field(self) -> tuple[list[int | str], str]:
        found = list(_fields(self.tab.page.tree, []))
        return found[self._home]


def sender(server: ServerProcess, path: str = "/") -> Sender:
    """Return a new visitor's uploads on a page."""
    return Sender(Visitor(server.port).visit(path))


def patch(
    port: int,
    cookie: str,
    ticket: str,
    offset: object,
    body: bytes,
    headers: Mapping[str, str] | None = None,
    *,
    length: int | None = None,
) -> Answer:
    """Send a piece, perhaps with a length that is another; None for chunks of no length known before."""
    given = {
        "Host": f"127.0.0.1:{port}",
        "Origin": f"http://127.0.0.1:{port}",
        "Cookie": cookie,
        "Upload-Offset": str(offset),
        "Content-Length": str(len(body) if length is None else length),
        "Connection": "close",
        **(headers or {}),
    }
    lines = [
        f"PATCH {PATH}{ticket} HTTP/1.1",
        *(f"{name}: {value}" for name, value in given.items() if value),
    ]
    return send(port, "\r\n".join([*lines, "", ""]).encode("latin-1") + body, "PATCH")


def begin(port: int, cookie: str, ticket: str, offset: int, body: bytes, length: int) -> socket.socket:
    """Send the beginning of a piece, and return the connection, which waits for the rest."""
    connection = socket.create_connection(("127.0.0.1", port), TIMEOUT)
    head = (
        f"PATCH {PATH}{ticket} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        f"Cookie: {cookie}\r\nUpload-Offset: {offset}\r\nContent-Length: {length}\r\n\r\n"
    )
    connection.sendall(head.encode() + body)
    return connection


def walk(node: Any) -> Iterator[Any]:
    """Yield an element and all elements in it."""
    if isinstance(node, list):
        yield node
        for child in node[2]:
            yield from walk(child)


def text_of(node: Any) -> str:
    """Return all text in an element."""
    return node if isinstance(node, str) else "".join(map(text_of, node[2])) if isinstance(node, list) else ""


def _fields(node: Any, steps: list[int | str]) -> Iterator[tuple[list[int | str], str]]:
    """Yield id and mark of the hidden field of each file upload."""
    for index, child in enumerate(node[2]):
        if not isinstance(child, list):
            continue
        key = child[1].get("data-cacao-key")
        there: list[int | str] = [*steps, index if key is None else key]
        if child[1].get("type") == "hidden" and "data-cacao-mark" in child[1]:
            yield there, child[1]["data-cacao-mark"]
        yield from _fields(child, there)


def lying(folder: Path) -> list[str]:
    """Return the kinds of what lies in the folder of uploads, sorted."""
    return sorted(file.suffix for file in folder.iterdir()) if folder.is_dir() else []
