"""File list: what a file upload shows, and what it does as files come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cacao_kernel import Component, Event, State, pass_on, read, visitor

from ..files.content import HEAD_BYTES, is_accepted, keeps_promise, split_accept
from ..files.depot import Full
from ..files.names import clean_name
from ..files.slot import Wish
from ..files.uploaded import UploadedFile
from ..files.word import read_word
from .file_row import draw_row, spell_kind, spell_size

if TYPE_CHECKING:
    from .file_upload import FileUpload

MAX_ROWS = 100

Row = dict[str, Any]
"""A file on its way: its id, ticket, name and size, and why it was refused."""


class FileList(Component):
    """The files of one FileUpload in one tab.

    Args:
        widget: what the app has said of it.
        place: tells the widget apart, at every run and in every process.
        url: where the bytes go, before their ticket.
        control: the attributes of the input that takes the files.
    """

    coming: State[list[Row]] = State([], scope="tab")
    kept: State[Any] = State(None, scope="tab")  # where the app has bound no State
    said: State[str] = State("", scope="tab")

    def __init__(self, widget: FileUpload, place: str, url: str, control: Mapping[str, Any]) -> None:
        super().__init__()
        self._widget = widget
        self._place = place
        self._url = url
        self._control = control
        self._kinds = split_accept(widget.accept)

    def render(self) -> object:
        """Return the place to drop files at, and the list."""
        say, widget = self._widget.say, self._widget
        disabled = read(widget.disabled)
        rows = [
            *(
                draw_row(say, file.name, file.size, self.remove, {"location": file.location})
                for file in self._files()
            ),
            *(
                draw_row(say, row["name"], row["size"], self.remove, {"id": row["id"]}, row)
                for row in self.coming.value
            ),
        ]
        props = {
            "class": "cacao-upload",
            "data_url": self._url,
            "data_home": self._place,
            "data_waits": say("upload_waits"),
            "data_disabled": disabled or None,
        }
        hidden = {"type": "hidden", "disabled": disabled, "on_change": self.hear}
        return {
            "type": "cacao-file-upload",
            "props": props,
            "children": [
                self._zone(disabled=disabled),
                {"type": "input", "props": hidden},
                {"type": "ul", "props": {"class": "cacao-upload-list"}, "children": rows} if rows else None,
                {
                    "type": "p",
                    "props": {"class": "cacao-hidden", "role": "status"},
                    "children": [self.said.value],
                },
            ],
        }

    def _zone(self, *, disabled: bool) -> object:
        say, several = self._widget.say, self._widget.multiple
        size = say("upload_size", size=spell_size(say, self._max_bytes))
        limits = [", ".join(spell_kind(say, kind) for kind in self._kinds), size]
        control, choose = dict(self._control), "upload_choose" if several else "upload_choose_one"
        described = f"{control['id']}-limits"
        told = control.pop("aria_describedby", None)
        icon = {"type": "icon", "props": {"name": "upload"}}
        return {
            "type": "div",
            "props": {"class": "cacao-upload-zone"},
            "children": [
                icon,
                {
                    "type": "p",
                    "props": {"aria_hidden": "true"},
                    "children": [
                        {
                            "type": "span",
                            "props": {"class": "cacao-upload-choose"},
                            "children": [say(choose)],
                        },
                        f" {say('upload_drop' if several else 'upload_drop_one')}",
                    ],
                },
                {
                    "type": "p",
                    "props": {"id": described, "class": "cacao-upload-limits"},
                    "children": [" · ".join(filter(None, limits))],
                },
                {
                    "type": "bare-files",
                    "props": {
                        **control,
                        "multiple": several,
                        "accept": ",".join(self._kinds) or None,
                        "disabled": disabled,
                        "aria_describedby": f"{described} {told}" if told else described,
                    },
                },
            ],
        }

    async def hear(self, event: Event) -> Any:
        """Handle what the element tells: files that were chosen, or one that is there."""
        word = read_word(event.value)
        for name, wish in word.chosen:
            self._announce(name, wish)
        if word.failed:
            self._refuse(word.failed, "upload_unreadable")
        return await self._finish(word.done, word.ticket) if word.done else None

    async def remove(self, event: Event) -> Any:
        """Take a file off the list: one that is there, or one on its way."""
        depot, location = self._widget.house.depot, event.params.get("location")
        if location is None:
            self._forget(event.params["id"])
            return None
        gone = [file for file in self._files() if file.location == location]
        self._set([file for file in self._files() if file.location != location])
        answer = await self._tell(self._widget.on_change, "change", event, gone)
        for file in gone:
            depot.delete(visitor(), file)
        return answer

    def _announce(self, name: str, wish: Wish) -> None:
        """Make room for a file that was chosen, or say why there is none."""
        depot = self._widget.house.depot
        if not self._widget.multiple:
            for other in self.coming.value:
                if other["id"] != name:
                    self._forget(other["id"])
        row: Row = {"id": name, "ticket": "", "name": clean_name(wish.name), "size": wish.size, "error": ""}
        others = [each for each in self.coming.value if each["id"] != name]
        row["error"] = self._refusal(wish, len([each for each in others if not each["error"]]))
        if not row["error"]:
            try:
                row["ticket"], _ = depot.reserve(visitor(), self._place, wish)
            except Full:
                row["error"] = "upload_no_room"
        known = [each["id"] for each in self.coming.value]
        place = known.index(name) if name in known else len(others)
        self.coming.set([*others[:place], row, *others[place:]][-MAX_ROWS:])

    def _refusal(self, wish: Wish, coming: int) -> str:
        """Return why a file cannot be taken, as the key of a text; empty if it can."""
        most = self._widget.max_files
        if not is_accepted(self._kinds, clean_name(wish.name), wish.type):
            return "upload_wrong_kind"
        if wish.size > self._max_bytes:
            return "upload_too_large"
        if most is not None and len(self._files()) + coming >= most:
            return "upload_too_many"
        return ""

    async def _finish(self, name: str, ticket: str) -> Any:
        """Hand over a file of which all is there; once, however often it is told."""
        house, owner, widget = self._widget.house, visitor(), self._widget
        known = next((each for each in self.coming.value if each["id"] == name), None)
        ticket = known["ticket"] if known else ticket
        # Where no row is left of it, as the server has begun anew since, it may be taken once.
        file = house.depot.take(owner, self._place, ticket, again=known is not None)
        if file is None:
            self._refuse(name, "upload_failed")
            return None
        refusal = self._refusal(Wish(file.name, file.size, file.type), 0) if known is None else ""
        if self._kinds and not refusal:
            with file.open() as opened:
                head = opened.read(HEAD_BYTES)
            if not keeps_promise(file.name, head):
                refusal = "upload_other_kind" if head else "upload_empty"
        if refusal:
            house.depot.delete(owner, file)
            self._refuse(name, refusal)
            return None
        replaced = [] if widget.multiple else self._files()
        self.coming.set([each for each in self.coming.value if each["id"] != name])
        self._set([*self._files(), file] if widget.multiple else [file])
        self.said.set(widget.say("upload_done", name=file.name))
        event = Event(action="upload", kind="upload", params={}, component_type=None)
        answer = await self._tell(widget.on_upload, "upload", event, [file])
        answer = await self._tell(widget.on_change, "change", event, [file]) or answer
        for old in replaced:
            house.depot.delete(owner, old)
        return answer

    async def _tell(self, handler: Any, kind: str, event: Event, files: list[UploadedFile]) -> Any:
        """Let the app answer what has become of a file."""
        if handler is None or not files:
            return None
        told = Event(action=kind, kind=kind, params={}, component_type=event.component_type, file=files[0])
        answer = await pass_on(handler, told)
        return None if isinstance(answer, Mapping) else answer  # a mapping has set States already

    def _refuse(self, name: str, error: str) -> None:
        """Say why a file does not come."""
        rows = self.coming.value
        for each in rows:
            if each["id"] == name and each["ticket"]:
                self._widget.house.depot.drop(visitor(), each["ticket"])
        self.coming.set([{**row, "ticket": "", "error": error} if row["id"] == name else row for row in rows])

    def _forget(self, name: str) -> None:
        """Let go of a file that is on its way."""
        self._refuse(name, "upload_failed")
        self.coming.set([row for row in self.coming.value if row["id"] != name])

    @property
    def _max_bytes(self) -> int:
        return self._widget.max_bytes or self._widget.house.max_bytes

    @property
    def _state(self) -> State[Any]:
        return self.kept if self._widget.bind is None else self._widget.bind

    def _files(self) -> list[UploadedFile]:
        held = self._state.value
        listed = held if isinstance(held, list | tuple) else [held]
        return [file for file in listed if isinstance(file, UploadedFile)]

    def _set(self, files: list[UploadedFile]) -> None:
        self._state.set(files if self._widget.multiple else next(iter(files), None))
