"""Forms in Chromium: sent whole once the browser finds them valid, and reset as one with their States."""

from __future__ import annotations

from patience import quiet, until

RESET = """
import cacao
app = cacao.App()
name, level, agreed = cacao.State(""), cacao.State("low"), cacao.State(False)

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "told", "content": f"{name.value!r} {level.value} {agreed.value}"}},
        {"type": "form", "children": [
            {"type": "input", "props": {"bind": name, "aria_label": "name"}},
            {"type": "select", "props": {"bind": level, "aria_label": "level"}, "children": [
                {"type": "option", "props": {"content": text}} for text in ("low", "high")]},
            {"type": "input", "props": {"type": "checkbox", "bind": agreed, "aria_label": "agreed"}},
            {"type": "button", "props": {"type": "reset", "label": "Reset"}}]}]}
"""


def test_bound_fields_and_states_agree_after_a_form_is_reset(visit, serve):
    # Arrange
    page = visit(serve(RESET).url)
    page.get_by_label("name").fill("Ada")
    page.get_by_label("level").select_option("high")
    page.get_by_label("agreed").check()
    page.locator("#told").get_by_text("'Ada' high True", exact=True).wait_for()

    # Act
    page.get_by_role("button", name="Reset").click()
    quiet(page)

    # Assert: whatever the browser resets them to, State and field agree.
    shown = page.evaluate("[...document.querySelectorAll('input, select')].map((node) => node.value)")
    checked = page.get_by_label("agreed").is_checked()
    until(page, f"document.getElementById('told').textContent === {f'{shown[0]!r} {shown[1]} {checked}'!r}")


def test_a_form_is_sent_whole_with_enter_once_the_browser_finds_it_valid(visit, form):
    # Arrange
    page = visit(form.url)

    # Act: a required field is empty, then an address is none.
    page.get_by_label("mail").press("Enter")
    page.get_by_label("who").fill("Ann")
    page.get_by_label("mail").fill("nonsense")
    page.get_by_label("mail").press("Enter")

    # Assert: the browser asks for them itself.
    assert page.evaluate("document.activeElement.ariaLabel") == "mail"
    assert page.locator("#told").inner_text() == ""

    # Act
    page.get_by_label("mail").fill("a@b.example")
    page.get_by_label("agreed").check()
    page.get_by_label("note").fill("two\nlines")
    page.get_by_label("mail").press("Enter")

    # Assert: Enter presses the form's first button.
    page.locator("#told").get_by_text(
        "{'__proto__': 'polite', 'agreed': True, 'by': 'hand', 'day': ['1'], 'mail': 'a@b.example', "
        "'note': 'two\\nlines', 'several': ['b'], 'who': 'Ann'}",
        exact=True,
    ).wait_for()
    assert page.evaluate("window.stays && ({}).polite === undefined")
