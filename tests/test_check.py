"""``cacao check``: finds what is wrong with an app, with its line, and says nothing of what is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import ROOT, Terminal, cacao, mistake, python, succeeds

BEGIN = """
from cacao import App, Component, State, not_found, redirect
app = App()
"""

# What main.py goes on with, and what is told of it.
AMISS = {
    "an unknown type": (
        '@app.mix("/")\ndef home():\n    return {"type": "buton"}\n',
        r'main.py:6: page "/": there is no node type "buton"\. Did you mean "button"\?',
    ),
    "an unknown prop": (
        '@app.mix("/")\ndef home():\n    return {"type": "a", "props": {"targt": "x"}}\n',
        r'main.py:6: page "/" > a\.props\.targt: HTML knows no such attribute\. Did you mean "target"\?',
    ),
    "an unknown prop of a widget": (
        'from cacao.ui import Button\n@app.mix("/")\ndef home():\n    return Button("Save", varient="x")\n',
        r'main.py:7: Button has no prop "varient"\. Did you mean "variant"\?',
    ),
    "a prop in a component": (
        "class Card(Component):\n    def render(self):\n"
        '        return {"type": "p", "props": {"onclick": "x()"}}\n'
        '@app.mix("/")\ndef home():\n    return {"type": "div", "children": [Card()]}\n',
        r'main.py:6: page "/" > div.*onclick was left out: .*',
    ),
    "an unknown attribute in a widget": (
        'from cacao.ui import Card, Container\n@app.mix("/")\ndef home():\n    return Container([\n'
        '        {"type": "p", "props": {"content": "Hello"}},\n'
        '        Card([{"type": "p"},\n            {"type": "p", "props": {"contnt": "x"}}])])\n',
        r'main.py:10: page "/" > container .* > p\.props\.contnt: HTML knows no such attribute\. .*',
    ),
    "an address in a widget in a helper": (
        'from cacao.ui import Row\ndef link():\n    return {"type": "a", "props": {"href": "javascript:x"}}\n'
        '@app.mix("/")\ndef home():\n    return Row([link()])\n',
        r'main.py:6: page "/" > row .*\.props\.href was left out: .*',
    ),
    "an attribute of a widget itself": (
        'from cacao.ui import Row\n@app.mix("/")\ndef home():\n    return Row(\n        [],\n'
        '        attributes={"onclick": "x()"},\n    )\n',
        r'main.py:9: page "/" > row > div\.props\.onclick was left out: .*',
    ),
    "an unknown type in a widget": (
        'from cacao.ui import Container, Row\n@app.mix("/")\ndef home():\n    return Container([\n'
        '        Row([\n            {"type": "buton"}])])\n',
        r'main.py:9: page "/" > container .*: there is no node type "buton"\. .*',
    ),
    "a slip in a widget as a dict": (
        'from cacao.ui import Container\n@app.mix("/")\ndef home():\n    return Container([\n'
        '        {"type": "card", "props": {"titel": "x"}}])\n',
        r'main.py:8: page "/" > container > .* > card: Card has no prop "titel"\. .*',
    ),
    "a function in a loop in a widget": (
        'from cacao.ui import Button, Row\nnames = State([1, 2])\n@app.mix("/")\ndef home():\n'
        '    return Row([Button("x", on_click=lambda: print(name)) for name in names.value])\n',
        r"main.py:8: this lambda is made in a loop .*",
    ),
    "a page that raises": (
        'def count():\n    return 1 // 0\n@app.mix("/")\ndef home():\n    return count()\n',
        r'main.py:5: page "/" raised ZeroDivisionError: .*',
    ),
    "a page without a return": (
        '@app.mix("/")\nasync def home():\n    {"type": "p"}\n',
        r'main.py:4: page "/": this is no part of a page; .* Is a "return" missing\?',
    ),
    "a handler that is not there": (
        '@app.event("save")\ndef save(): ...\n@app.mix("/")\ndef home():\n'
        '    return {"type": "button", "props": {"label": "Save it", "action": "svae",\n'
        '        "on_blur": "save"}}\n',
        r'main.py:8: page "/": button "Save it" names the handler "svae", and there is none\. '
        r'Did you mean "save"\?',
    ),
    "a handler that is named where nobody has been": (
        'is_open = State(False)\n@app.mix("/")\ndef home():\n    return {"type": "div", "children": [\n'
        '        {"type": "button", "props": {"action": "close"}} if is_open.value else None]}\n',
        r'main.py:8: here stands the handler "close", and there is none\. '
        r'Register one: @app\.event\("close"\)\.',
    ),
    "a handler that no page names": (
        '@app.event("save")\ndef save(): ...\n@app.mix("/")\ndef home():\n    return {"type": "p"}\n',
        r'main.py:4: no page names the handler "save"\.',
    ),
    "a page whose parameters are of no account": (
        '@app.mix("/books/{id:int}")\ndef book(id):\n    return {"type": "boook"}\n',
        r'main.py:6: page "/books/1": there is no node type "boook".*',
    ),
    "two pages at one path": (
        '@app.mix("/")\ndef home(): ...\n@app.mix("/")\ndef other(): ...\n',
        r'main\.py:6: there are two pages at "/"\. .*',
    ),
    "a file that raises": ("print(missing)\n", r"main\.py:4: the file cannot be run: NameError: .*"),
    "a file that is no Python": ("x = (1,\n", r"main\.py:4: the file cannot be run: SyntaxError: .*"),
    "loop variables": (
        "names = State([1, 2])\ndef delete(name): ...\n"
        '@app.mix("/")\ndef home():\n    return {"type": "div", "children": [\n'
        '        {"type": "button", "props": {"on_click": lambda: delete(name)}} for name in names.value]}\n',
        r"main\.py:9: this lambda .*name.*",
    ),
}  # fmt: skip

RIGHT = {
    "a name that is put together": (
        '@app.event("save_all")\ndef save(): ...\nkind = "all"\n@app.mix("/")\ndef home():\n'
        '    return {"type": "p", "children": [None and {"props": {"action": f"save_{kind}"}}]}\n'
    ),
    "a function that is handed over": (
        '@app.event("save")\ndef save(): ...\n@app.mix("/")\ndef home():\n'
        '    return {"type": "button", "props": {"on_click": save}}\n'
    ),
    "a page for those who are known": (
        'name = State("")\ndef known(): return None if name.value else redirect("/in")\n'
        '@app.mix("/", guard=known)\ndef home():\n'
        '    return {"type": "p", "props": {"content": name.value[0]}}\n'
        '@app.mix("/in")\ndef sign_in():\n    return {"type": "p"}\n'
    ),
    "a page that is not there": (
        '@app.mix("/books/{id}")\ndef book(id):\n    raise not_found("No such book.")\n'
    ),
    "a page of data that is not there": ('@app.mix("/{day:date}")\ndef page(day):\n    return {}[day]\n'),
    "texts that only look alike": (
        'log = {"action": "login"}\ndef note(**words): ...\nnote(action="store_true")\n'
        '@app.mix("/")\ndef home():\n    return {"type": "p"}\n'
    ),
}  # fmt: skip


def write(folder: Path, source: str) -> None:
    (folder / "main.py").write_text(BEGIN + source)


@pytest.mark.parametrize("name", AMISS)
def test_what_is_amiss_is_one_line_with_its_place(tmp_path: Path, terminal: Terminal, name: str) -> None:
    # Arrange
    source, told = AMISS[name]
    write(tmp_path, source)

    # Act
    first, *rest = terminal.prints("check", code=1)

    # Assert
    assert re.fullmatch(told, first)
    assert rest[-1] == "1 thing is amiss."


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_passed_over(tmp_path: Path, terminal: Terminal, name: str) -> None:
    write(tmp_path, RIGHT[name])

    assert terminal.prints("check")[-1] == "Nothing is amiss."


def test_what_was_not_seen_is_said_with_the_reason(tmp_path: Path) -> None:
    # Arrange
    write(tmp_path, RIGHT["a page for those who are known"] + RIGHT["a page that is not there"])

    # Act
    told = succeeds(cacao(tmp_path, "check", "main.py"))

    # Assert
    assert told.splitlines() == [
        "Looked at 1 of 3 pages and 0 named handlers.",
        "Not seen: / (it sends who is new to /in).",
        "Not seen: /books/{id} (No such book).",
        "Nothing is amiss.",
    ]


def test_how_far_a_page_was_seen_that_a_mistake_has_stopped_is_said(
    tmp_path: Path, terminal: Terminal
) -> None:
    # Arrange
    write(
        tmp_path,
        'from cacao.ui import Button\n@app.mix("/about")\ndef about():\n    return {"type": "p"}\n'
        '@app.mix("/")\ndef home():\n    return {"type": "div", "children": [\n'
        '        Button("Save", varient="x"),\n        Button("Send", varient="x"),\n'
        '        {"type": "img", "props": {"alt": "", "scr": "x", "tabidnex": 1}}]}\n',
    )

    # Act
    told = terminal.prints("check", code=1)
    text = (tmp_path / "main.py").read_text()
    (tmp_path / "main.py").write_text(text.replace('varient="x"', 'variant="ghost"'))
    mended = terminal.prints("check", code=1)

    # Assert
    assert told[1:] == [
        "Looked at 1 of 2 pages and 0 named handlers.",
        "Seen in part: / (up to main.py:11; the rest once that is mended).",
        "1 thing is amiss.",
    ]
    assert 'Did you mean "src"?' in mended[0]
    assert 'Did you mean "tabindex"?' in mended[1]
    assert mended[2:] == ["Looked at 2 pages and 0 named handlers.", "2 things are amiss."]


def test_everything_that_is_amiss_is_told_and_what_is_in_other_modules_too(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "home.py").write_text(
        'def page():\n    return {"type": "button", "props": {"action": "sav"}}\n'
    )
    write(tmp_path, 'from pages import home\napp.mix("/")(home.page)\n@app.event("save")\ndef save(): ...\n')

    # Act
    done = cacao(tmp_path, "check")

    # Assert
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        'pages/home.py:2: page "/": button names the handler "sav", and there is none. Did you mean "save"?',
        'main.py:6: no page names the handler "save".',
        "Looked at 1 page and 1 named handler.",
        "2 things are amiss.",
    ]


def test_a_handler_that_no_page_need_name_is_said_so_in_cacao_json(
    tmp_path: Path, terminal: Terminal
) -> None:
    write(tmp_path, AMISS["a handler that no page names"][0])
    (tmp_path / "cacao.json").write_text('{"workbench": {"unnamed": ["save"]}}')

    terminal.prints("check")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{\n  "server": {\n    "prot": 1\n  }\n}', "cacao.json:3: server.prot: there is no such setting."),
        ('{\n  "server": {},\n  "a" 1}', "cacao.json:3: this is no JSON"),
        ('{\n  "componets": {}}', 'cacao.json:2: "componets": no plugin of that name is installed.'),
        ('{\n\n"themes": {"theme": "osean"}}', 'cacao.json:3: themes.theme: there is no theme "osean".'),
        (
            '{\n"session": {"expires": "x"}}',
            "cacao.json:2: session.expires: this setting has the wrong type;",
        ),
    ],
)
def test_a_mistake_in_cacao_json_is_told_with_its_line(
    tmp_path: Path, terminal: Terminal, text: str, told: str
) -> None:
    write(tmp_path, '@app.mix("/")\ndef home():\n    return {"type": "p"}\n')
    (tmp_path / "cacao.json").write_text(text)

    first, seen, last = terminal.prints("check", code=1)

    assert first.startswith(told)
    assert seen == (
        "It has stopped there: none of the app's code was looked at (it can be once that is mended)."
    )
    assert last == "1 thing is amiss."


def test_the_cacao_json_beside_an_app_elsewhere_is_named_as_that(terminal: Terminal) -> None:
    (terminal.folder / "shop").mkdir()
    write(terminal.folder / "shop", '@app.mix("/")\ndef home():\n    return {"type": "p"}\n')
    (terminal.folder / "shop" / "cacao.json").write_text('{\n"componets": true}')

    first, *_ = terminal.prints("check", "shop/main.py", code=1)

    assert first.startswith('shop/cacao.json:2: "componets": no plugin of that name is installed.')


def test_where_there_is_nothing_to_look_at_is_a_mistake(tmp_path: Path) -> None:
    assert "there is nothing to serve here" in mistake(cacao(tmp_path, "check"))
    assert mistake(cacao(tmp_path, "check", "shop.py")).startswith("shop.py: there is no such file")


def test_nothing_is_stored_and_nothing_started_by_looking(tmp_path: Path) -> None:
    # Arrange
    write(
        tmp_path,
        "from pathlib import Path\nseen = State(0, scope='app')\n"
        '@app.every(0.01)\ndef tick():\n    Path("ticked").touch()\n'
        '@app.on_open\ndef come():\n    Path("come").touch()\n'
        '@app.mix("/")\ndef home():\n    seen.set(1)\n    return {"type": "p"}\n'
        'if __name__ == "__main__":\n    app.brew()\n',
    )
    (tmp_path / "cacao.json").write_text('{"session": {"storage": "file"}}')

    # Act
    succeeds(cacao(tmp_path, "check"))

    # Assert
    assert {file.name for file in tmp_path.iterdir()} <= {"main.py", "cacao.json", "__pycache__"}


def test_it_works_as_the_script_that_pip_installs(tmp_path: Path) -> None:
    # Arrange: the script is called as the package is, and must not be taken for it.
    write(tmp_path, '@app.mix("/")\ndef home():\n    return {"type": "p"}\n')
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "cacao"
    script.write_text("import sys\nfrom cacao_kernel.cli import main\nsys.exit(main())\n")

    # Act and assert
    assert "Nothing is amiss." in succeeds(python(tmp_path, str(script), "check"))


@pytest.mark.parametrize("name", ["counter", "dashboard", "books"])
def test_the_examples_have_nothing_amiss(name: str) -> None:
    assert "Nothing is amiss." in succeeds(cacao(ROOT, "check", f"examples/{name}_example.py"))
