"""Drives of inputs."""

from __future__ import annotations

from typing import Any

from components.drive import Drive, Keys
from patience import until

from cacao.ui import (
    Checkbox,
    CheckboxGroup,
    Combobox,
    EmailInput,
    FileUpload,
    MultiSelect,
    NumberInput,
    PasswordInput,
    RadioGroup,
    SearchInput,
    Select,
    Switch,
    TextArea,
    TextInput,
    UrlInput,
)

SIZES = [("s", "Small"), ("m", "Medium"), ("l", "Large")]

BEANS = [
    ("huila", "Huila"),
    ("mandheling", "Mandheling"),
    ("sidamo", "Sidamo"),
    ("yirga", "Yirgacheffe medium"),
]


def choose_file(keys: Keys) -> None:
    """Choose a file in the dialog of the browser itself, and take it off the list again."""
    until(keys.page, "customElements.get('cacao-file-upload') !== undefined")
    keys.tab().is_on("Report")
    with keys.page.expect_file_chooser() as dialog:
        keys.press("Space")
    report: Any = {"name": "report.txt", "mimeType": "text/plain", "buffer": b"All is well."}
    dialog.value.set_files(report)
    keys.page.get_by_role("button", name="Remove report.txt").wait_for()
    keys.hears().tab().is_on("Remove report.txt").press("Enter").hears()
    keys.page.get_by_role("button", name="Remove report.txt").wait_for(state="detached")


DRIVES: dict[str, Drive] = {
    "text-input": Drive(
        lambda probe: TextInput("Name", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("Name").type("Ann").tab(),
        value="Ann",
        midway=lambda keys: keys.tab().type("Anna").press("ArrowLeft"),
    ),
    "number-input": Drive(
        lambda probe: NumberInput("Cups", bind=probe.value, max=5, on_change=probe.note),
        lambda keys: keys.tab().is_on("Cups").press("ArrowUp", "ArrowUp", "ArrowUp").tab().is_on("Behind"),
        value=5,
        begins=3,
    ),
    "password-input": Drive(
        lambda probe: PasswordInput("Password", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().type("hush").tab().is_on("Show password").press("Enter"),
        value="hush",
        midway=lambda keys: keys.tab().type("hush").press("ArrowLeft"),
    ),
    "email-input": Drive(
        lambda probe: EmailInput("Mail", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("Mail").type("ann@example.org").tab(),
        value="ann@example.org",
    ),
    "search-input": Drive(
        lambda probe: SearchInput(bind=probe.value, on_input=probe.note),
        lambda keys: keys.tab().is_on("Search").type("tea").tab().is_on("Clear").press("Enter").type("cocoa"),
        value="cocoa",
        midway=lambda keys: keys.tab().type("tea").press("ArrowLeft"),
    ),
    "url-input": Drive(
        lambda probe: UrlInput("Site", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("Site").type("https://example.org").tab(),
        value="https://example.org",
    ),
    "text-area": Drive(
        lambda probe: TextArea("About", bind=probe.value, max_length=40, on_change=probe.note),
        lambda keys: keys.tab().is_on("About").type("One").press("Enter").type("two").sees("7 / 40").tab(),
        value="One\ntwo",
        midway=lambda keys: keys.tab().type("One").press("Enter").type("two").press("ArrowUp"),
    ),
    "select": Drive(
        lambda probe: Select("Size", bind=probe.value, options=SIZES, on_change=probe.note),
        lambda keys: keys.tab().is_on("Size").type("L").press("Tab"),
        value="l",
        begins="m",
    ),
    "combobox": Drive(
        lambda probe: Combobox("Bean", bind=probe.value, options=BEANS, on_change=probe.note),
        lambda keys: (
            keys.tab()
            .is_on("Bean")
            .type("m")
            .sees("Mandheling")
            .press("ArrowDown", "Enter")
            .misses("Mandheling")
        ),
        value="sidamo",
        midway=lambda keys: keys.tab().type("m").sees("Mandheling").press("ArrowDown"),
    ),
    "multi-select": Drive(
        lambda probe: MultiSelect("Beans", bind=probe.value, options=BEANS, on_change=probe.note),
        lambda keys: (
            keys.tab()
            .is_on("Remove Huila")
            .tab()
            .is_on("Beans")
            .press("Backspace")
            .misses("Huila")
            .hears()
            .press("ArrowDown")
            .sees("Mandheling")
            .press("Enter")
            .hears()
            .type("mand")
            .misses("Sidamo")
            .press("Enter", "Escape")
        ),
        value=["huila", "mandheling"],
        begins=["huila"],
        midway=lambda keys: keys.tab(2).type("m").sees("Mandheling").press("ArrowDown"),
    ),
    "checkbox": Drive(
        lambda probe: Checkbox("Milk", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("Milk").press("Space"),
        value=True,
        begins=False,
        midway=lambda keys: keys.tab().press("Space"),
    ),
    "checkbox-group": Drive(
        lambda probe: CheckboxGroup("Sizes", bind=probe.value, options=SIZES, on_change=probe.note),
        lambda keys: keys.tab().is_on("Small").press("Space").tab(2).is_on("Large").press("Space"),
        value=["m", "l"],
        begins=["s", "m"],
        midway=lambda keys: keys.tab(2).press("Space"),
    ),
    "radio-group": Drive(
        lambda probe: RadioGroup("Size", bind=probe.value, options=SIZES, on_change=probe.note),
        lambda keys: keys.tab().is_on("Medium").press("ArrowDown").is_on("Large"),
        value="l",
        begins="m",
        midway=lambda keys: keys.tab().press("ArrowUp"),
    ),
    "file-upload": Drive(
        lambda probe: FileUpload("Report", on_upload=probe.note, on_change=probe.note),
        choose_file,
    ),
    "switch": Drive(
        lambda probe: Switch("Lights", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("Lights").press("Space"),
        value=True,
        begins=False,
        midway=lambda keys: keys.tab().press("Space"),
    ),
}

STILL: set[str] = set()
