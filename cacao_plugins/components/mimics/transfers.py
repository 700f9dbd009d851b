"""Transfers: files that a visitor sends, and those that a handler gives them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import Any

from cacao_kernel import Element, Mimic, User

PIECE = 524_288
TRIES = 20


class Downloads(Mimic):
    """Offers what a handler has made."""

    method = "download"

    def called(self, arguments: Sequence[Any]) -> None:
        """Note where it waits, to be fetched once."""
        token, name = arguments
        self.window.offered.append((self.window.beside(f"/_components/download/{token}"), name))


class Upload(Mimic):
    """Announces files, sends them piece by piece, and tells once all of them are there."""

    tags = ("cacao-file-upload",)

    def chosen(self, user: User, element: Element, files: Sequence[tuple[str, str, bytes]]) -> None:
        """Send files."""
        named = {secrets.token_hex(8): file for file in files}
        told = [[key, name, len(content), kind, 0] for key, (name, kind, content) in named.items()]
        self._tell(user, element, {"add": told})
        for key, (_, _, content) in named.items():
            ticket = self._ticket(element, key)
            if not ticket:
                continue  # the list says why
            self._send(element.attributes["data-url"] + ticket, content)
            self._tell(user, element, {"done": [key, ticket]})

    def _send(self, url: str, content: bytes) -> None:
        offset, tries = 0, 0
        while offset < len(content):
            piece = content[offset : offset + PIECE]
            status, headers, _ = self.window.fetch(url, "PATCH", piece, {"Upload-Offset": str(offset)})
            there = headers.get(b"upload-offset")
            tries = 0 if there is not None and status < 400 else tries + 1
            if tries > TRIES or there is None:
                raise AssertionError(f"the upload stands still: the app answers {status}")
            offset = int(there)

    def _tell(self, user: User, element: Element, word: object) -> None:
        hidden = next(node for node in element.walk() if node.attributes.get("type") == "hidden")
        hidden.typed = json.dumps(word)
        hidden.edits += 1
        self.tell(hidden, "change")
        user.settle()

    def _ticket(self, element: Element, key: str) -> str:
        row = next((node for node in element.walk() if node.attributes.get("data-id") == key), None)
        return "" if row is None else row.attributes.get("data-ticket", "")
