"""Forms in Chromium: the focus, the guard, and what happens while they are sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from outages import Site, forgive
from patience import quiet, until

FORM = """
import asyncio
from dataclasses import dataclass
from typing import Annotated
import cacao
from cacao.ui import Combobox, Dialog, Form, SidebarLayout, Tabs, TagsInput, TextInput
app = cacao.App()

@dataclass
class Guest:
    name: str
    age: Annotated[int | None, {"min": 18}] = None
    note: str = ""

sent = cacao.State("", name="sent")

async def send(guest):
    sent.set(sent.value + f"<{guest.name}>")
    await asyncio.sleep(0.4)

@app.mix("/")
def home():
    return {"type": "main", "children": [
        Form(Guest, on_submit=send),
        {"type": "p", "props": {"id": "sent", "content": sent}},
        {"type": "a", "props": {"href": "/there", "content": "Leave"}}]}

@app.mix("/there")
def there():
    return {"type": "main", "children": [{"type": "h1", "props": {"content": "There"}}]}

@app.mix("/dialog")
def dialog():
    return {"type": "main", "children": [
        Dialog("New", trigger="Open", children=Form(Guest, on_submit=lambda guest: None)),
        Form(Guest, on_submit=lambda guest: None, clear=True, label="Clear")]}

@app.mix("/tags")
def tags():
    field = TagsInput("Tags", name="tags", value=["milk"])
    return {"type": "main", "children": [Form(children=[field], on_submit=print)]}

@app.mix("/long")
def long():
    fields = [TextInput(f"Field {n}", name=f"field{n}", required=True) for n in range(50)]
    return {"type": "main", "children": [Form(children=fields, on_submit=print)]}

@app.mix("/city")
def city():
    fields = [Combobox("City", name="city", options=["Bergen", "Oslo"])]
    return {"type": "main", "children": [
        Form(children=fields, on_submit=print),
        {"type": "a", "props": {"href": "/there", "content": "Leave"}}]}

@app.mix("/reset")
def reset():
    return {"type": "main", "children": [
        Form(Guest, on_submit=print, reset_label=True),
        {"type": "a", "props": {"href": "/there", "content": "Leave"}}]}

@app.mix("/lazy")
def lazy():
    form = Form(Guest, on_submit=print)
    return {"type": "main", "children": [
        Tabs([{"label": "Form", "content": form}, {"label": "Other", "content": "Elsewhere"}], lazy=True)]}

opened = cacao.State("form", name="opened")

@app.mix("/side")
def side():
    pages = {"form": Form(Guest, on_submit=print), "other": {"type": "p", "children": "Elsewhere"}}
    return SidebarLayout(["Form", "Other"], pages, bind=opened)
"""

pytestmark = pytest.mark.browser


def test_the_focus_goes_to_the_first_field_that_is_wrong(serve: Any, visit: Any) -> None:
    # Arrange
    page = visit(serve(FORM).url)
    page.get_by_label("Age").fill("7")

    # Act: the click is not lost, whatever the field has to say as it is left
    page.get_by_role("button", name="Save").click()
    quiet(page)

    # Assert
    until(page, "document.activeElement.name === 'name'")
    name = page.get_by_label("Name")
    described = name.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == "Please fill this in."
    assert "2 fields need another look." in page.get_by_role("alert").inner_text()
    assert "Age: It has to be at least 18." in page.get_by_role("alert").text_content()


def test_a_form_is_sent_once_at_a_time_and_says_so(serve: Any, visit: Any) -> None:
    # Arrange
    page = visit(serve(FORM).url)
    page.get_by_label("Name").fill("Ann")

    # Act
    page.get_by_label("Name").press("Enter")
    page.get_by_label("Name").press("Enter")
    page.get_by_role("button", name="Saving …").click(force=True)

    # Assert
    page.get_by_text("Saved.").wait_for()
    assert page.locator("#sent").inner_text() == "<Ann>"
    assert page.evaluate("document.activeElement.name") == "name"


def test_changes_are_guarded_until_they_are_saved(serve: Any, visit: Any) -> None:
    # Arrange
    page = visit(serve(FORM).url)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_label("Name").fill("Ann")

    # Act
    page.get_by_role("link", name="Leave").click()
    quiet(page)

    # Assert
    assert asked == ["You have changes that are not saved. Leave all the same?"]
    assert page.get_by_label("Name").input_value() == "Ann"
    assert page.evaluate(IS_GUARDED)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert not page.evaluate(IS_GUARDED)
    page.get_by_label("Note").fill("a")
    assert not page.get_by_text("Saved.").is_visible()
    page.get_by_label("Note").press("Enter")
    page.get_by_text("Saved.").wait_for()
    page.get_by_role("link", name="Leave").click()
    page.get_by_role("heading", name="There").wait_for()
    assert len(asked) == 1


def test_a_form_that_was_reset_has_no_changes(serve: Any, visit: Any) -> None:
    # Arrange
    page = visit(f"{serve(FORM).url}/reset")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Name").fill("Ann")

    # Act
    page.get_by_role("button", name="Reset").click()
    until(page, "document.querySelector('[name=name]').value === ''")
    quiet(page)

    # Assert
    assert not page.evaluate(IS_GUARDED)
    page.get_by_role("link", name="Leave").click()
    page.get_by_role("heading", name="There").wait_for()
    assert asked == []


@pytest.mark.parametrize(("path", "role"), [("lazy", "tab"), ("side", "button")])
def test_who_opens_something_else_in_the_place_of_a_form_is_asked(
    serve: Any, visit: Any, path: str, role: Any
) -> None:
    # Arrange
    page = visit(f"{serve(FORM).url}/{path}")
    answers = ["dismiss", "accept"]
    page.on("dialog", lambda dialog: getattr(dialog, answers.pop(0))())
    page.get_by_label("Name").fill("Ann")
    page.get_by_role(role, name="Form").click()
    assert len(answers) == 2

    # Act
    page.get_by_role(role, name="Other").click()
    quiet(page)

    # Assert: who stays has lost nothing, and who wants to go may
    assert answers == ["accept"]
    assert page.get_by_label("Name").input_value() == "Ann"
    page.get_by_role(role, name="Other").click()
    page.get_by_text("Elsewhere").wait_for()
    assert answers == []


def test_who_goes_back_or_forward_is_asked_too(serve: Any, visit: Any) -> None:
    # Arrange
    page = visit(serve(FORM).url)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Leave").click()
    page.get_by_role("heading", name="There").wait_for()
    page.go_back()
    page.get_by_label("Name").click()
    page.keyboard.type("Ann")

    # Act
    page.evaluate("history.forward()")
    quiet(page)

    # Assert
    until(page, "document.querySelector('[name=name]')?.value === 'Ann'")
    assert asked == ["confirm"]


def test_a_tag_that_is_taken_away_is_a_change_too(serve: Any, visit: Any) -> None:
    # Arrange
    page = visit(f"{serve(FORM).url}/tags")
    assert not page.evaluate(IS_GUARDED)

    # Act
    page.get_by_role("button", name="Remove milk").click()
    quiet(page)

    # Assert
    assert page.evaluate(IS_GUARDED)
    assert page.evaluate("document.activeElement.labels[0].textContent") == "Tags"


def test_who_wants_to_leave_all_the_same_may(serve: Any, visit: Any) -> None:
    # Arrange
    page = visit(serve(FORM).url)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Name").fill("Ann")

    # Act
    page.get_by_role("link", name="Leave").click()

    # Assert
    page.get_by_role("heading", name="There").wait_for()
    assert not page.evaluate(IS_GUARDED)


def test_typing_in_a_form_of_fifty_fields_touches_nothing(serve: Any, visit: Any) -> None:
    # Arrange
    page = visit(f"{serve(FORM).url}/long", live=False)
    frames: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    page.reload()
    page.wait_for_selector("[data-cacao-joined]")
    page.get_by_label("Field 7", exact=True).focus()
    quiet(page)
    frames.clear()
    page.evaluate(WATCH)

    # Act
    page.keyboard.type("milk and honey")
    quiet(page)

    # Assert: a letter is one event, and its answer speaks of the field alone
    told = [frame for batch in map(json.loads, frames) for frame in batch]
    ops = [op for frame in told if frame[0] == "p" for op in frame[2]]
    assert {(op[0], json.dumps(op[1]), *op[2]) for op in ops} == {("n", json.dumps(ops[0][1]), "value")}
    assert len(frames) <= len(ops) == len("milk and honey")
    assert page.evaluate("window.touched") == []
    assert page.get_by_label("Field 7", exact=True).input_value() == "milk and honey"


IS_GUARDED = "!window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"

# All that changes, but for the mark of an answer that is awaited.
WATCH = """
window.touched = [];
new MutationObserver((changes) => {
  for (const { type, attributeName: name, target } of changes) {
    if (["data-cacao-busy", "data-cacao-slow"].includes(name)) continue;
    window.touched.push(`${type} ${name} ${target.outerHTML ?? target.data}`);
  }
}).observe(document.getElementById("cacao"),
  {attributes: true, childList: true, subtree: true, characterData: true});
"""


def test_what_is_filled_in_is_there_after_a_restart_and_guarded(serve: Any, visit: Any) -> None:
    # Arrange
    site = Site(serve, FORM)
    page = visit(site.url)
    page.get_by_label("Age", exact=True).fill("7")
    page.get_by_label("Name").fill("An")

    # Act
    site.restart()
    page.get_by_label("Name").press("End")
    page.keyboard.type("n")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_role("button", name="Save").click()

    # Assert
    page.get_by_text("It has to be at least 18.", exact=True).wait_for()
    assert page.get_by_label("Name").input_value() == "Ann"
    assert page.evaluate(IS_GUARDED)
    page.get_by_label("Age", exact=True).fill("18")
    quiet(page)  # while one is being sent, another click sends nothing
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert page.locator("#sent").inner_text() == "<Ann>"
    forgive(page)


def test_who_has_only_looked_at_a_list_is_not_asked(serve: Any, visit: Any) -> None:
    # Arrange
    asked: list[str] = []
    page = visit(serve(FORM).url + "/city")
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("combobox").click()
    quiet(page)
    page.keyboard.press("Escape")

    # Act
    page.get_by_role("link", name="Leave").click()
    page.get_by_role("heading", name="There").wait_for(timeout=5_000)

    # Assert
    assert asked == []

    # Act and assert: what was chosen is asked for.
    page.go_back()
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="Oslo").click()
    quiet(page)
    page.get_by_role("link", name="Leave").click()
    assert len(asked) == 1


def test_a_form_that_was_sent_begins_anew_when_its_dialog_is_opened_again(serve: Any, visit: Any) -> None:
    # Arrange
    page = visit(f"{serve(FORM).url}/dialog")
    dialog = page.get_by_role("dialog")

    # Act
    page.get_by_role("button", name="Open").click()
    dialog.get_by_label("Name").fill("Ann")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_text("Saved.").wait_for()
    page.keyboard.press("Escape")
    quiet(page)
    page.get_by_role("button", name="Open").click()

    # Assert
    assert dialog.get_by_label("Name").input_value() == ""
    assert not dialog.get_by_text("Saved.").is_visible()


def test_a_form_that_was_emptied_shows_nothing_as_wrong(serve: Any, visit: Any) -> None:
    # Arrange
    page = visit(f"{serve(FORM).url}/dialog")
    form = page.get_by_role("form", name="Clear")
    name = form.get_by_label("Name")
    border = "node => getComputedStyle(node).borderColor"
    note = form.get_by_label("Note")

    # Act
    name.press_sequentially("Ann")
    form.get_by_role("button", name="Save").click()
    form.get_by_text("Saved.").wait_for()
    quiet(page)
    page.wait_for_timeout(300)

    # Assert
    assert name.input_value() == ""
    assert name.evaluate(border) == note.evaluate(border)
