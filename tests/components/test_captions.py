"""Captions: what fields and columns are called that were given no label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import pytest

from cacao import App
from cacao.ui import Form, Table


@dataclass
class Host:
    """What a form asks for."""

    ip_address: str
    accepted: Annotated[bool, {"required": True}]


@pytest.mark.parametrize(
    ("name", "read"),
    [("id", "ID"), ("mrr", "MRR"), ("base_url", "Base URL"), ("name", "Name"), ("idea", "Idea")],
)
def test_a_column_is_called_as_people_read_its_name(cacao_app: Any, name: str, read: str) -> None:
    app = App()
    app.mix("/")(lambda: Table([name], [{name: 1}]))

    cacao_app(app).open("/").sees(read)


def test_a_field_is_called_as_people_read_its_name(cacao_app: Any) -> None:
    app = App()
    app.mix("/")(lambda: Form(Host, on_submit=print))

    cacao_app(app).open("/").type("IP address", "127.0.0.1").click("Save").sees("Please tick this box.")
