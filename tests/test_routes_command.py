"""``cacao routes``: the pages of an app and the routes of plugins, with what answers each."""

from __future__ import annotations

from commands import Terminal
from distributions import Distributions

MAIN = """
import functools
from cacao import App, redirect
from pages import shop
app = App(title="The shop")
@app.guard
def is_open(): ...
def is_known(visit): return redirect("/")
app.mix("/")(lambda: {"type": "p"})
app.mix("/books/{id:int}", title=shop.title, guard=is_known)(shop.book)
app.mix("/all", title="All")(functools.partial(shop.book, id=0))
"""
SHOP = """
def title(id): return f"Book {id}"


def book(id):
    raise RuntimeError("which nobody asks for")
"""


def test_pages_and_the_routes_of_plugins_are_listed_with_their_lines(
    terminal: Terminal, plugins: Distributions
) -> None:
    # Arrange
    plugins.install(
        "weather",
        "from starlette.routing import Route\n@hookimpl\ndef register_routes():\n"
        "    async def answer(request): ...\n    return [Route('/weather.json', answer)]\n",
    )
    (terminal.folder / "main.py").write_text(MAIN)
    (terminal.folder / "pages").mkdir()
    (terminal.folder / "pages" / "shop.py").write_text(SHOP)
    (terminal.folder / "cacao.json").write_text(
        '{"weather": true, "components": false, "reload": false, "devtools": false}'
    )

    # Act
    lines = terminal.prints("routes")

    # Assert
    assert [[cell.strip() for cell in line.split("  ") if cell] for line in lines] == [
        ["PATH", "FUNCTION", "LINE", "TITLE", "GUARDS"],
        ["/", "<lambda>", "main.py:9", "The shop", "is_open"],
        ["/books/{id:int}", "book", "pages/shop.py:5", "title()", "is_open, is_known"],
        ["/all", "book", "pages/shop.py:5", "All", "is_open"],
        [],
        ["Routes of plugins, which are asked first:"],
        ["PATH", "FUNCTION", "LINE", "PLUGIN"],
        ["/weather.json", "answer", "site/weather_plugin.py:5", "weather"],
    ]


def test_what_answers_in_development_alone_is_listed_as_that(terminal: Terminal) -> None:
    # Arrange
    (terminal.folder / "main.py").write_text("import cacao\napp = cacao.App()\n")

    # Act
    lines = terminal.prints("routes")
    without = terminal.prints("routes", CACAO_TOOLS="false")

    # Assert
    told = {line.split()[0]: line for line in lines if line.startswith("/")}
    assert told["/_cacao-reload"].endswith("  reload, in development")
    assert told["/_devtools"].endswith("  devtools, in development")
    assert [line for line in without if line.startswith("/")] == [
        line for line in lines if line.startswith("/") and "in development" not in line
    ]


def test_an_app_without_pages_says_so(terminal: Terminal) -> None:
    (terminal.folder / "main.py").write_text("import cacao\napp = cacao.App()\n")
    (terminal.folder / "cacao.json").write_text('{"components": false, "reload": false, "devtools": false}')

    assert terminal.prints("routes") == ["There are no pages yet."]


def test_a_file_that_fails_shows_the_lines_of_the_app_alone(terminal: Terminal) -> None:
    (terminal.folder / "main.py").write_text("1 / 0\n")

    code, out, err = terminal("routes")

    assert (code, out) == (1, "")
    assert err.strip().endswith("ZeroDivisionError: division by zero")
    assert "main.py" in err and "cacao_kernel" not in err and "workbench" not in err
