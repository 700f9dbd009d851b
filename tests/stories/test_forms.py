"""Forms: what is wrong is told at the field, in steps, by keyboard, with files up and down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from cacao import App, Event, State
from cacao.ui import (
    Button,
    Checkbox,
    Combobox,
    FileUpload,
    Form,
    MultiSelect,
    RadioGroup,
    Select,
    Slider,
    Stepper,
    TextInput,
    download,
)


def line(content: Any) -> dict[str, Any]:
    return {"type": "p", "props": {"content": content}}


@dataclass
class Order:
    name: str
    email: Annotated[str, {"widget": "email"}]
    pieces: Annotated[int, {"min": 1, "max": 9}] = 1


def test_a_form_says_at_each_field_what_is_wrong_with_it(cacao_app: Any) -> None:
    # Arrange
    app = App()
    ordered = State("", name="ordered")

    def order(order: Order) -> None:
        ordered.set(f"{order.pieces} for {order.name}")

    @app.mix("/")
    def home() -> Any:
        form = Form(Order, on_submit=order, submit_label="Order")
        return {"type": "main", "children": [form, line(ordered)]}

    user = cacao_app(app).open("/")

    # Act
    user.fill({"Email": "nowhere", "Pieces": 20}).click("Order")

    # Assert
    user.wait_until(lambda: user.message("Name") != "")
    assert user.message("Email") != ""
    assert "9" in user.message("Pieces")
    user.fill({"Name": "Ada", "Email": "ada@example.org", "Pieces": 2}).click("Order")
    user.sees("2 for Ada")
    assert user.message("Pieces") == ""


def test_a_wizard_asks_one_thing_after_another(cacao_app: Any) -> None:
    # Arrange
    app = App()
    step, name, size = State(0, name="step"), State("", name="name"), State("small", name="size")

    def go(by: int) -> Any:
        return lambda: step.update(step.value + by)

    @app.mix("/")
    def home() -> Any:
        asked = [
            TextInput("Your name", bind=name),
            Select("Size", options=["small", "large"], bind=size),
            line(f"A {size.value} one for {name.value}"),
        ]
        return {
            "type": "main",
            "children": [
                {"type": "h1", "props": {"content": f"Step {step.value + 1} of 3"}},
                {"type": "div", "key": f"step-{step.value}", "children": [asked[step.value]]},
                Button("Back", on_click=go(-1)) if step.value else None,
                Button("Next", on_click=go(1)) if step.value < 2 else None,
            ],
        }

    user = cacao_app(app).open("/").sees("Step 1 of 3")

    # Act
    user.type("Your name", "Ada").click("Next").choose("Size", "large").click("Next")

    # Assert
    user.sees("Step 3 of 3").sees("A large one for Ada")
    user.click("Back").sees("Step 2 of 3")
    assert user.value("Size") == "large"


def test_every_kind_of_choice_is_taken(cacao_app: Any) -> None:
    # Arrange
    app = App()
    bean, roast = State("arabica", name="bean"), State("light", name="roast")
    cups, gift = State(2, name="cups"), State(False, name="gift")

    def tell() -> str:
        return f"{cups.value} of {bean.value}, {roast.value}{', a gift' if gift.value else ''}"

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                Select("Bean", options=["arabica", "robusta"], bind=bean),
                RadioGroup("Roast", options=["light", "dark"], bind=roast),
                Slider("Cups", min=1, max=9, bind=cups),
                Checkbox("A gift", bind=gift),
                line(
                    lambda: f"{cups.value} of {bean.value}, {roast.value}{', a gift' if gift.value else ''}"
                ),
            ],
        }

    user = cacao_app(app).open("/").sees("2 of arabica, light")

    # Act
    user.choose("Bean", "robusta").check("dark").fill("Cups", 5).check("A gift")

    # Assert
    user.sees("5 of robusta, dark, a gift")
    user.uncheck("A gift").misses("a gift")


def test_what_is_looked_for_is_chosen_from_a_list(cacao_app: Any) -> None:
    # Arrange
    app = App()
    city, beans = State("", name="city"), State([], name="beans")

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                Combobox("City", options=["Bergen", "Oslo", "Turku"], bind=city),
                MultiSelect("Beans", options=["Sidamo", "Huila", "Antigua"], bind=beans),
                line(lambda: f"{', '.join(beans.value)} for {city.value}"),
            ],
        }

    user = cacao_app(app).open("/").misses("Oslo")

    # Act
    user.type("City", "Os").click("Oslo").sees("for Oslo")
    user.type("Beans", "hui").press("Enter").sees("Huila for Oslo").type("Beans", "Si").click("Sidamo")

    # Assert
    user.sees("Huila, Sidamo for Oslo").press("Escape").misses("Antigua")
    assert user.value("City") == "Oslo"


def test_everything_can_be_done_by_keyboard(cacao_app: Any) -> None:
    # Arrange
    app = App()
    told, agreed = State("nothing", name="told"), State(False, name="agreed")

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                {
                    "type": "input",
                    "props": {"aria_label": "Note", "on_keydown.ctrl+s": lambda: told.set("saved")},
                },
                {"type": "input", "props": {"type": "checkbox", "aria_label": "Agreed", "bind": agreed}},
                {"type": "button", "props": {"label": "Send", "on_click": lambda: told.set("sent")}},
                {"type": "a", "props": {"href": "/more", "content": "More"}},
                line(lambda: f"{told.value}, {'agreed' if agreed.value else 'not agreed'}"),
            ],
        }

    app.mix("/more")(lambda: {"type": "h1", "props": {"content": "More of it"}})
    user = cacao_app(app).open("/")

    # Act and assert
    user.press("Tab")
    assert user.focused == "Note"
    user.press("a").press("b")
    assert user.value("Note") == "ab"
    user.press("Control+s").sees("saved")
    user.press("Tab").press("Space").sees("saved, agreed")
    user.press("Tab").press("Enter").sees("sent, agreed")
    user.press("Shift+Tab")
    assert user.focused == "Agreed"
    user.press("Tab").press("Tab").press("Enter").sees("More of it")


def test_files_are_handed_in(cacao_app: Any, tmp_path: Any) -> None:
    # Arrange
    app = App()
    receipts = State([], name="receipts")
    last = State("", name="last")

    def note(event: Event) -> None:
        file = event["file"]
        last.set(f"{file.name} of {file.type}: {file.read()[:5].decode()}")

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                FileUpload("Receipts", bind=receipts, multiple=True, max_bytes=2_000_000, on_upload=note),
                line(lambda: f"{len(receipts.value)} receipts, {sum(f.size for f in receipts.value)} bytes"),
                line(last),
            ],
        }

    path = tmp_path / "lunch.txt"
    path.write_text("lunch for two")
    user = cacao_app(app).open("/")

    # Act
    user.upload("Receipts", path, ("taxi.txt", b"taxi " + b"x" * 700_000))

    # Assert
    user.sees("2 receipts, 700018 bytes").sees("taxi.txt of text/plain: taxi")
    user.upload("Receipts", ("huge.bin", b"0" * 2_000_001)).sees("huge.bin").sees("2 receipts")
    user.click("Remove lunch.txt").sees("1 receipts")


def test_a_report_is_saved(cacao_app: Any) -> None:
    # Arrange
    app = App()

    @app.event("report")
    def report() -> None:
        download("bean,price\nSidamo,9.5\n", "beans.csv")

    app.mix("/")(lambda: Button("Save the report", on_click="report"))
    user = cacao_app(app).open("/")

    # Act
    file = user.download("Save the report")

    # Assert
    assert (file.name, file.type) == ("beans.csv", "text/csv")
    assert file.text.splitlines() == ["bean,price", "Sidamo,9.5"]
    assert file.content == b"bean,price\nSidamo,9.5\n"


def test_a_stepper_shows_how_far_one_is(cacao_app: Any) -> None:
    # Arrange
    app = App()
    step = State(1, name="step")

    @app.mix("/")
    def home() -> Any:
        return {"type": "main", "children": [Stepper(["Bean", "Roast", "Cup"], bind=step), line(step)]}

    user = cacao_app(app).open("/").sees("Roast")

    # Act
    user.click("Bean")

    # Assert
    user.wait_until(lambda: user.text.splitlines()[-1] == "0")
