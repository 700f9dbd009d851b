"""The stylesheet: in the page itself where it is short, which saves a first visitor a round trip."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from conftest import Serve
from raw import ask

from cacao import App
from cacao_kernel.bundle import MAX_IN_PAGE, fits_into_page, join_styles, shorten_style
from cacao_kernel.config import Config

APP = """
from cacao import App
from cacao_kernel import Assets, hookimpl

class Look:
    @hookimpl
    def register_assets(self):
        return Assets(styles=({css!r},))

app = App(extensions=[Look()])

@app.mix("/")
def home():
    return {{"type": "p", "props": {{"content": "Hello", "class": "mine"}}}}
"""

# What would mean something else between the tags of a page, or beside another address.
OF_A_FILE = {
    "the end of the block": ".mine::before { content: '</style>' }",
    "the end of the block, in other letters": "/* </STYLE> */ .mine { margin: 0 }",
    "a line end that the parser changes": ".mine {\r\n margin: 0 }",
    "a letter that the parser changes": ".mine { --a: '\0' }",
    "an address": ".mine { background: URL(mine.png) }",
    "an import": "@import 'mine.css';",
    "too much": f".mine {{ --a: '{'a' * MAX_IN_PAGE}' }}",
}


PRODUCTION = {"CACAO_ENV": "production"}  # where no tool brings styles of its own


def test_a_short_stylesheet_stands_in_the_page_and_is_allowed_by_its_hash(serve: Serve) -> None:
    # Arrange
    server = serve(APP.format(css=".mine { color: #6b4226 }"), environment=PRODUCTION)

    # Act
    answer = ask(server.port)

    # Assert
    (block,) = re.findall("<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
    assert block.index("--cacao-primary") < block.index(".mine{color:#6b4226}")
    assert f"style-src 'self' 'sha256-{digest}';" in answer.header("content-security-policy")
    assert ".css" not in answer.text


def test_any_other_is_a_file_that_the_page_names(serve: Serve) -> None:
    # Arrange
    server = serve(APP.format(css=OF_A_FILE["the end of the block"]), environment=PRODUCTION)

    # Act
    answer = ask(server.port)
    (named,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', answer.text)

    # Assert
    assert "<style" not in answer.text
    assert "</style>" not in answer.text
    assert "style-src 'self';" in answer.header("content-security-policy")
    assert ".mine::before{content:'</style>'}" in ask(server.port, named).text


@pytest.mark.parametrize("css", OF_A_FILE.values(), ids=OF_A_FILE)
def test_what_means_something_else_in_a_page_does_not_come_into_it(css: str) -> None:
    assert not fits_into_page(css)


def test_the_kernels_own_stylesheet_and_those_of_the_default_plugins_fit(tmp_path: Path) -> None:
    app = App()
    app.prepare(Config(tmp_path))

    assert app.live is not None
    assert fits_into_page(join_styles(app.live.runtime.styles))


def test_that_of_an_app_with_a_theme_fits_too(tmp_path: Path) -> None:
    app = App(theme="contrast")
    app.prepare(Config(tmp_path))

    assert app.live is not None
    assert fits_into_page(join_styles(app.live.runtime.styles))


@pytest.mark.parametrize(
    ("written", "served"),
    [
        (
            "a :hover,\n  b { color : red; margin: 0 auto ; }\n\n/* c */\n",
            "a :hover,b{color : red;margin:0 auto}",
        ),
        ("a { content: 'a ;  } /* b */ \\' :  c' }", "a{content:'a ;  } /* b */ \\' :  c'}"),
        ("a{background: url( a;  b /* c )}", "a{background:url( a;  b /* c )}"),
        (".a\\,  b{--c: ; --d : ;}", ".a\\, b{--c: ;--d : }"),
        ("@media (width > 1px) and (color) {\n a > b { width: calc(1px + 2px) } }", None),
        ("a/* b */b{}", "a b{}"),
    ],
)
def test_a_stylesheet_is_shortened_where_that_means_nothing(written: str, served: str | None) -> None:
    expected = served or "@media (width > 1px) and (color){a > b{width:calc(1px + 2px)}}"

    assert shorten_style(written) == f"{expected}\n"
