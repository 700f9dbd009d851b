"""Forms for tests: a model of a guest, and a page with a form that keeps what it was handed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from cacao import App
from cacao.ui import Form


@dataclass
class Guest:
    name: str
    age: Annotated[int | None, {"min": 18, "help": "In years."}] = None


class Site:
    """A form on a page, with what it has handed over."""

    def __init__(self, cacao_app: Any, *args: Any, **props: Any) -> None:
        self.sent: list[Any] = []
        app = App()

        def send(values: Any) -> None:
            self.sent.append(values)

        props.setdefault("on_submit", send)
        app.mix("/")(lambda: {"type": "main", "children": [Form(*args, **props)]})
        app.mix("/there")(lambda: {"type": "p", "children": "there"})
        self.user = cacao_app(app).open("/")

    def leave(self, name: str) -> None:
        """Leave a field, as the Tab key does."""
        around = self.user.page.field(name).around()
        self.user.trigger(next(each for each in around if each.listens("focusout")), "focusout")

    def attributes_of(self, name: str) -> Mapping[str, str]:
        found: Mapping[str, str] = self.user.page.field(name).attributes
        return found
