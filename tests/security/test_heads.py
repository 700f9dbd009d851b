"""Heads of requests: what can be read in two ways, or is too long, is answered once, and the line closed."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from raw import UPGRADE, Answer, send

from cacao_kernel.config import Server
from security.line import CLOSE, Line
from security.target import Target

LIMITS = Server()

# A second request, which whoever takes the first one for shorter than it is would answer, too.
HIDDEN = b"GET /calls HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"

AMBIGUOUS = {
    "length and chunks": POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello",
    "one length twice": POST + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
    "two lengths in one": POST + b"Content-Length: 0, 5\r\n\r\nhello",
    "one length twice in one": POST + b"Content-Length: 5, 5\r\n\r\nhello",
    "length with sign": POST + b"Content-Length: +5\r\n\r\nhello",
    "negative length": POST + b"Content-Length: -1\r\n\r\nhello",
    "length in hex": POST + b"Content-Length: 0x5\r\n\r\nhello",
    "length with underscore": POST + b"Content-Length: 5_0\r\n\r\nhello",
    "length in words": POST + b"Content-Length: five\r\n\r\nhello",
    "no length at all": POST + b"Content-Length: \r\n\r\nhello",
    "length with space before the colon": POST + b"Content-Length : 5\r\n\r\nhello",
    "chunks twice": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks of HTTP/1.0": CHUNKED.replace(b"1.1", b"1.0") + b"0\r\n\r\n",
    "chunks behind a tab": POST + b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n",
    "chunk with extension": CHUNKED + b"5;a=b\r\nhello\r\n0\r\n\r\n",
    "last chunk with extension": CHUNKED + b"5\r\nhello\r\n0;a\r\n\r\n",
    "chunk in hex with prefix": CHUNKED + b"0x5\r\nhello\r\n0\r\n\r\n",
    "chunk with sign": CHUNKED + b"+5\r\nhello\r\n0\r\n\r\n",
    "chunk with underscore": CHUNKED + b"5_0\r\nhello\r\n0\r\n\r\n",
    "chunk with space": CHUNKED + b"5 \r\nhello\r\n0\r\n\r\n",
    "chunk with line feed": CHUNKED + b"5\nhello\n0\n\n",
    "chunk that is longer than it says": CHUNKED + b"3\r\nhello\r\n0\r\n\r\n",
    "end of chunks with line feed": CHUNKED + b"0\r\n\n",
    "trailer": CHUNKED + b"0\r\nContent-Length: 5\r\n\r\n",
    "line feeds": b"GET / HTTP/1.1\nHost: localhost\n\n",
    "one line feed": b"GET / HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n",
    "carriage return in a value": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n",
    "folded line": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n",
    "folded length": POST + b"Content-Length:\r\n 5\r\n\r\nhello",
    "folded first header": b"GET / HTTP/1.1\r\n Host: localhost\r\n\r\n",
    "null in a value": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n",
    "null in a name": b"GET / HTTP/1.1\r\nHost: localhost\r\nX\0: a\r\n\r\n",
    "no colon": b"GET / HTTP/1.1\r\nHost: localhost\r\nX\r\n\r\n",
    "no name": b"GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    "one host twice": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
    "host with path": b"GET /admin HTTP/1.1\r\nHost: localhost/admin?\r\n\r\n",
    "host with user": b"GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n",
    "two hosts in one": b"GET / HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n",
    "whole address": b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "target without slash": b"GET @evil.example HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "target of a tunnel": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "star for a page": b"GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "space in the target": b"GET / /x HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no version": b"GET /\r\n\r\n",
    "version of the future": b"GET / HTTP/3.7\r\nHost: localhost\r\n\r\n",
    "leading empty line": b"\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "leading space": b" GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "the greeting of TLS": bytes.fromhex("16030100a5010000a10303") + b"\r\n\r\n",
    "the greeting of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}

TOO_LARGE = {
    "too many headers": (b"X: y\r\n" * LIMITS.max_headers, 431),
    "one header too long": (b"X: " + b"y" * 8_192 + b"\r\n", 431),
    "all headers too long": (b"".join(b"X: %s\r\n" % (b"y" * 8_000) for _ in range(5)), 431),
    "a hundred kilobytes in one": (b"X: " + b"y" * 100_000 + b"\r\n", 431),
    "body too long": (b"Content-Length: %d\r\n" % (LIMITS.max_body_bytes + 1), 413),
    "body longer than any": (b"Content-Length: " + b"9" * 19 + b"\r\n", 413),
}

UPGRADES: dict[str, tuple[dict[str, str | None], str, set[int]]] = {
    "version": ({"Sec-WebSocket-Version": "8"}, "GET", {400, 426}),
    "no version": ({"Sec-WebSocket-Version": None}, "GET", {400, 426}),
    "no key": ({"Sec-WebSocket-Key": None}, "GET", {400}),
    "short key": ({"Sec-WebSocket-Key": "c2hvcnQ="}, "GET", {400}),
    "key that is none": ({"Sec-WebSocket-Key": "????????????????????????"}, "GET", {400}),
    "method": ({}, "POST", {400, 405}),
    "own method": ({}, "UPGRADE", {400, 405}),
    "body": ({"Content-Length": "5"}, "GET", {400}),
    "chunks": ({"Transfer-Encoding": "chunked"}, "GET", {400}),
    "long header": ({"X": "y" * 100_000}, "GET", {431}),
    "protocols that are none": ({"Sec-WebSocket-Protocol": "\x80\xff,,;"}, "GET", {400}),
}


def answers(port: int, request: bytes) -> list[Answer]:
    """Send a request and return all that is answered before the connection is closed."""
    with Line(port) as line:
        line.send(request)
        heads = []
        while head := line.read_head():
            status, *lines = head.decode("latin-1").split("\r\n")
            pairs = [(name, value.strip()) for name, _, value in (found.partition(":") for found in lines)]
            answer = Answer(int(status.split()[1]), pairs, b"")
            line.read_exactly(int(answer.header("content-length") or 0))
            heads.append(answer)
    return heads


def is_final(answer: Answer) -> bool:
    """Tell whether an answer has the security headers, names no server, and ends the connection."""
    return (
        answer.header("x-content-type-options") == "nosniff"
        and answer.header("referrer-policy") == "same-origin"
        and "frame-ancestors 'self'" in answer.header("content-security-policy")
        and answer.all("server") == []
        and answer.header("connection") == "close"
    )


def test_what_can_be_read_in_two_ways_is_refused_and_nothing_behind_it_is_answered(target: Target) -> None:
    # DOS-08. Act
    told = {kind: answers(target.port, request + HIDDEN) for kind, request in AMBIGUOUS.items()}

    # Assert
    assert not {
        kind: found
        for kind, found in told.items()
        if len(found) != 1 or found[0].status not in (400, 501, 505) or not is_final(found[0])
    }


def test_what_is_too_large_is_refused_before_it_is_read(target: Target) -> None:
    # Act
    told = {kind: answers(target.port, POST + sent + b"\r\n") for kind, (sent, _) in TOO_LARGE.items()}

    # Assert
    statuses = {kind: [answer.status for answer in found] for kind, found in told.items()}
    assert statuses == {kind: [status] for kind, (_, status) in TOO_LARGE.items()}
    assert all(is_final(answer) for found in told.values() for answer in found)


def test_what_is_just_within_the_limits_is_read(target: Target) -> None:
    # Arrange
    wide = b"".join(b"X: %s\r\n" % (b"y" * 8_100) for _ in range(3))
    many = b"X: y\r\n" * (LIMITS.max_headers - 3)

    # Act and assert: the app itself answers.
    for headers in (wide, many):
        request = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + b"\r\n"
        assert [answer.status for answer in answers(target.port, request)] == [200]
    body = b"Content-Length: %d\r\nConnection: close\r\n\r\n" % LIMITS.max_body_bytes
    assert [answer.status for answer in answers(target.port, POST + body)] == [405]


def test_chunks_are_counted_and_refused_in_the_middle(target: Target) -> None:
    # Arrange: the app has answered, and more comes than it may.
    chunk = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"

    # Act
    with Line(target.port) as line:
        line.send(CHUNKED)
        head = line.read_head()
        try:
            for _ in range(LIMITS.max_body_bytes // 0x8000 + 2):
                line.send(chunk)
            line.send(b"0\r\n\r\n" + HIDDEN)
        except ConnectionError:
            pass
        try:
            rest = line.read_head()
        except ConnectionError:
            rest = b""

    # Assert
    assert b" 405 " in head
    assert b"HTTP/1.1 200" not in rest


def test_chunks_without_oddities_are_read_however_they_come(target: Target) -> None:
    # Arrange
    request = CHUNKED + b"5\r\nhello\r\nA\r\n0123456789\r\n0\r\n\r\n" + HIDDEN

    # Act
    with Line(target.port) as line:
        for at in range(len(request)):
            line.send(request[at : at + 1])
        first = line.read_head()
        line.read_exactly(int(re.findall(rb"content-length: (\d+)", first)[0]))
        second = line.read_head()

    # Assert
    assert b" 405 " in first
    assert b" 200 " in second


def make_upgrade(target: Target, changes: Mapping[str, str | None], method: str = "GET") -> bytes:
    """Return a request for a socket, with other headers; None leaves one out."""
    own = f"127.0.0.1:{target.port}"
    pairs = {"Host": own, "Origin": f"http://{own}", **dict(UPGRADE), **changes}
    lines = [f"{name}: {value}" for name, value in pairs.items() if value is not None]
    return "\r\n".join([f"{method} /_cacao/socket HTTP/1.1", *lines, "", ""]).encode("latin-1")


def test_an_upgrade_that_is_none_is_refused(target: Target) -> None:
    # WSP-13. Act
    told = {
        kind: send(target.port, make_upgrade(target, changes, method), method)
        for kind, (changes, method, _) in UPGRADES.items()
    }

    # Assert
    assert not {
        kind: answer
        for kind, answer in told.items()
        if answer.status not in UPGRADES[kind][2] or not is_final(answer)
    }


@pytest.mark.parametrize("missing", ["Connection", "Upgrade"])
def test_a_socket_that_is_not_asked_for_is_a_page_that_is_not_there(target: Target, missing: str) -> None:
    headers = {name: value for name, value in UPGRADE if name != missing}

    assert target.ask("/_cacao/socket", headers=headers).status in (400, 404, 426)


def test_two_upgrades_in_one_piece_are_refused(target: Target) -> None:
    # Act
    told = answers(target.port, make_upgrade(target, {}) * 2)

    # Assert
    assert [answer.status for answer in told] == [400]
    assert is_final(told[0])


def test_an_upgrade_behind_another_request_is_a_socket(target: Target) -> None:
    with Line(target.port) as line:
        line.send(HIDDEN)
        first = line.read_head()
        line.read_exactly(int(re.findall(rb"content-length: (\d+)", first)[0]))

        assert line.upgrade() == 101
        line.send_frame(b"\x03\xe8", CLOSE)
        assert line.read_close() == 1000


def test_ten_thousand_requests_on_one_line_are_answered_in_order(target: Target) -> None:
    # DOS-09. Arrange: one asks for as much as a line can hold, and reads as it comes.
    script = re.findall(r'src="(/_cacao/[^"]+)"', target.ask().text)[0].encode()
    paths = [script if number % 7 else b"/_cacao/nothing.js" for number in range(10_000)]
    requests = b"".join(b"HEAD %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % path for path in paths)

    # Act
    other = target.visitor().visit()
    with Line(target.port) as line:
        line.send_beside(requests)
        statuses = []
        for number in range(len(paths)):
            statuses.append(int(line.read_head().split(b" ", 2)[1]))
            if number % 1_000 == 0:
                assert other.click("Add")[0] == "a"  # others are served meanwhile

    # Assert
    assert statuses == [200 if path == script else 404 for path in paths]
