"""Forms with other inputs than those of the types: each hands over what its type says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from cacao import App
from cacao.ui import Form

Fruit = Literal["apple", "berry", "cherry"]


@dataclass
class Others:
    stars: Annotated[int, {"widget": "rating", "label": "Stars"}] = 3
    colour: Annotated[str, {"widget": "color"}] = "#6b4226"
    code: Annotated[str, {"widget": "pin"}] = ""
    tags: list[str] = field(default_factory=list)
    on: Annotated[bool, {"widget": "switch"}] = False
    secret: Annotated[str, {"widget": "password", "min_length": 3}] = ""
    fruit: Annotated[Fruit, {"widget": "combobox"}] = "apple"
    many: Annotated[list[Fruit], {"widget": "multi-select"}] = field(default_factory=list)
    heat: Annotated[int, {"widget": "slider", "min": 0, "max": 10}] = 5
    town: Annotated[str, {"options": ["Basel", "Bern", "Biel", "Brig"]}] = "Bern"


def test_other_inputs_hand_over_what_their_type_says(cacao_app: Any) -> None:
    # Arrange
    sent: list[Others] = []
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [Form(Others, on_submit=sent.append)]})
    user = cacao_app(app).open("/")

    # Act
    user.check("4 of 5").type("Code", "123456").type("Tags", "milk").check("On")
    user.type("Secret", "ab").click("Save").sees("It needs at least 3 characters.").type("Secret", "c")
    user.type("Heat", "7").choose("Town", "Basel").click("Save").sees("Saved.")

    # Assert
    assert sent == [
        Others(
            stars=4,
            code="123456",
            tags=["milk"],
            on=True,
            secret="abc",
            heat=7,
            town="Basel",
        )
    ]
