"""Kits: pages and changes bring the styles and scripts that their nodes need, each once, and no other."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from screens import Shown
from starlette.applications import Starlette
from starlette.routing import Mount

from cacao import App, Component, State
from cacao_kernel import Kit, NodeType, Piece, PluginError, call_page, hookimpl, own_id, read
from cacao_kernel.errors import StateError
from cacao_kernel.kits import MAX_IN_PAGE, Kits, Worn

LAMP = Kit("lamp", ".lamp{color:red}", "customElements.define('x-lamp', class extends HTMLElement {});")
CLOCK = Kit("clock", ".clock{color:blue}")
BELL = Kit("bell", script="document.addEventListener('cacao:ring', () => {});")


class Plugin:
    """Brings three kits."""

    @hookimpl
    def register_node_types(self) -> Mapping[str, NodeType]:
        return {
            "lamp": NodeType("div", attributes={"class": "lamp"}, kits=(LAMP,)),
            "clock": NodeType(render=lambda props: {"type": "p", "children": "noon"}, kits=(CLOCK,)),
        }

    @hookimpl
    def register_methods(self) -> Mapping[str, Kit]:
        return {"ring": BELL}


def make_app() -> App:
    app = App(extensions=[Plugin()])
    lamps = State(0, name="lamps")

    @app.event("more")
    def more() -> None:
        lamps.update(lambda number: number + 1)

    @app.event("ring")
    def ring() -> None:
        call_page("ring", "ding", 2)

    def buttons() -> list[Any]:
        return [{"type": "button", "props": {"label": name, "action": name}} for name in ("more", "ring")]

    app.mix("/")(lambda: {"type": "main", "children": [*buttons(), *[{"type": "lamp"}] * lamps.value]})
    clocks = [{"type": "clock"}, {"type": "clock"}, link("/lamp")]
    app.mix("/clock")(lambda: {"type": "main", "children": [*buttons(), *clocks]})
    app.mix("/lamp")(lambda: {"type": "main", "children": [{"type": "lamp"}, {"type": "clock"}]})
    return app


def link(path: str) -> dict[str, Any]:
    return {"type": "a", "props": {"href": path, "content": path}}


def brought(user: Any) -> list[str]:
    """Return the styles that frames have brought."""
    return [style for frame in user.frames for style in re.findall(r"\.(?:lamp|clock)\{[^}]*\}", frame)]


def test_a_page_brings_the_kits_of_its_nodes_and_no_others(cacao_app: Any) -> None:
    site = cacao_app(make_app())

    plain, clock, lamp = (site.open(path).get(path)[1] for path in ("/", "/clock", "/lamp"))

    assert ".clock" not in plain and ".lamp" not in plain and "lamp." not in plain
    assert clock.count(".clock{color:blue}") == 1 and ".lamp" not in clock
    assert lamp.count(".lamp{color:red}") == lamp.count(".clock{color:blue}") == 1
    (script,) = re.findall(r'<script type="module" async src="([^"]*lamp[^"]*)">', lamp)
    assert "customElements" in site.open("/").get(script)[1]


def test_a_change_brings_what_is_new_once(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(make_app()).open("/")

    # Act
    user.click("more").click("more")

    # Assert
    assert brought(user) == [".lamp{color:red}"]
    assert sum("/lamp." in frame for frame in user.frames) == 1


def test_a_link_brings_what_is_new_and_not_what_is_there(cacao_app: Any) -> None:
    user = cacao_app(make_app()).open("/clock")

    user.follow("/lamp")

    assert brought(user) == [".lamp{color:red}"]


def test_who_comes_back_has_what_the_page_has_come_with(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(make_app()).open("/")
    user.click("more")
    before = len(user.frames)

    # Act
    user.drop().reconnect().click("more")

    # Assert
    assert not any(".lamp" in frame for frame in user.frames[before:])


def test_a_method_of_the_page_brings_its_script(cacao_app: Any) -> None:
    user = cacao_app(make_app()).open("/")

    user.click("ring").click("ring")

    assert [(call.method, call.arguments) for call in user.calls] == [("ring", ("ding", 2))] * 2
    assert sum("/bell." in frame for frame in user.frames) == 1


def test_scripts_lie_where_the_app_is_mounted(cacao_app: Any) -> None:
    user = cacao_app(Starlette(routes=[Mount("/shop", make_app())])).open("/shop/lamp")

    (script,) = re.findall(r'src="([^"]*lamp[^"]*)"', user.get("/shop/lamp")[1])
    assert script.startswith("/shop/_cacao/lamp.")
    assert "customElements" in user.get(script)[1]

    other = cacao_app(Starlette(routes=[Mount("/shop", make_app())])).open("/shop/")
    other.click("more")
    assert any('"/shop/_cacao/lamp.' in frame for frame in other.frames)


@pytest.mark.parametrize("name", ["", "../lamp", "a/b", "Lamp", "lamp.js", "lamp\n", "ämp", "-lamp", 3])
def test_a_name_that_is_no_file_is_refused(cacao_app: Any, name: Any) -> None:
    class Hostile:
        @hookimpl
        def register_node_types(self) -> Mapping[str, NodeType]:
            return {"lamp": NodeType("div", kits=(Kit(name, ".a{}"),))}

    app = App(extensions=[Hostile()])
    app.mix("/")(lambda: {"type": "lamp"})

    with pytest.raises(PluginError, match="a Kit whose name is letters, digits and hyphens"):
        cacao_app(app)


def test_where_one_style_is_asked_for_so_are_all() -> None:
    small, large = Kit("small", ".a{}"), Kit("large", f".b{{content:'{'x' * MAX_IN_PAGE}'}}")
    kits = Kits([small, large, CLOCK])

    dress = kits.dress([CLOCK, large, small])

    assert dress.sheets == []
    assert [re.sub(r"\..*", "", link.rpartition("/")[2]) for link in dress.links] == ["styles-0-1-2"]


def test_a_style_that_would_end_its_element_is_asked_for() -> None:
    sly = Kit("sly", ".a::after{content:'</style><script>'}")

    dress = Kits([sly, CLOCK]).dress([sly, CLOCK])

    assert dress.sheets == [] and len(dress.links) == 2, "the rules behind it must come later"


def test_what_is_asked_for_at_once_is_one_file_that_is_served(cacao_app: Any) -> None:
    # Arrange
    first, second = (Kit(name, f".{name}::after{{content:'{'x' * MAX_IN_PAGE}'}}") for name in ("one", "two"))

    class Lamps:
        @hookimpl
        def register_node_types(self) -> dict[str, NodeType]:
            return {"one": NodeType("p", kits=(first,)), "two": NodeType("p", kits=(second,))}

    app = App(extensions=[Lamps()])
    app.mix("/")(lambda: {"type": "div", "children": [{"type": "two"}, {"type": "one"}]})
    user = cacao_app(app).open("/")

    # Act
    (address,) = re.findall(r'href="(/_cacao/styles-[^"]+)"', user.get("/")[1])

    # Assert
    assert user.get(address)[1].split() == [first.style, second.style]
    for wrong in ("styles-0-0", "styles-1-0", "styles-0-99", "styles-00-1", "styles-0", "styles-0-1-"):
        assert user.get(re.sub(r"styles-[^.]*", wrong, address))[1] == "Not found"
    assert user.get(address.replace(".css", "x.css"))[1] == "Not found"


@pytest.mark.parametrize("style", [".a{", ".a}", ".a{content:'}", ".a{} /* on", ".a{(}", '@import "b.css";'])
def test_a_style_that_would_change_others_is_a_file_of_its_own(style: str) -> None:
    large = Kit("large", f".b{{content:'{'x' * MAX_IN_PAGE}'}}")
    odd = Kit("odd", style)

    links = Kits([large, odd, CLOCK]).dress([large, odd, CLOCK]).links

    assert [re.sub(r"\..*", "", link.rpartition("/")[2]) for link in links] == ["large", "odd", "clock"]


def test_two_kits_of_one_name_are_two_files() -> None:
    kits = Kits([Kit("same", ".a{}"), Kit("same", ".b{}")])

    found = [kits.find(name) for name in ("same.css", "same_2.css", "same_3.css")]
    assert [file and file.content.strip() for file in found] == [b".a{}", b".b{}", None]


def test_a_file_is_called_the_same_whichever_kits_there_are() -> None:
    # Arrange: a key more in cacao.json puts a plugin's kits elsewhere
    one, other = Kits([LAMP, CLOCK]), Kits([BELL, CLOCK, LAMP])

    # Act
    scripts, others = one.dress([LAMP]).scripts, other.dress([LAMP]).scripts

    # Assert: at another address it would run a second time
    assert scripts == others


def test_a_kit_called_like_styles_that_are_joined_has_a_file_of_its_own() -> None:
    kits = Kits([Kit("styles-1-2", ".a{}"), Kit("b", ".b{}"), Kit("c", ".c{}")])

    found = [kits.find(name) for name in ("styles-1-2_2.css", "styles-1-2.css")]

    assert [file and file.content.strip() for file in found] == [b".a{}", b".b{}\n.c{}"]


@pytest.mark.parametrize(
    "name", ["lamp-0.css", "lamp.txt", "lamp", "LAMP.css", "lamp_2.css", "bell.css", ".css", "styles-0.css"]
)
def test_a_file_that_no_kit_has_is_not_found(name: str) -> None:
    assert Kits([LAMP, CLOCK, BELL]).find(name) is None


def test_no_script_is_made_shorter_before_a_browser_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange: an App has many, and its start waits for none
    made: list[str] = []

    def squeeze(script: str, where: str) -> str:
        made.append(where)
        return script

    monkeypatch.setattr("cacao_kernel.squeeze.squeeze_script", squeeze)
    kits = Kits([LAMP, CLOCK, BELL])
    kits.dress([LAMP])
    assert made == []

    # Act
    file = kits.find("lamp.js")

    # Assert
    assert file is not None
    assert file.content == LAMP.script.encode()
    assert made == ['the script of the kit "lamp"']


def test_what_a_page_has_is_not_packed_again() -> None:
    worn = Worn(Kits([LAMP, CLOCK]), "/shop")
    worn.note([CLOCK])

    ((styles, scripts),) = worn.take([CLOCK, LAMP])

    assert styles == [".lamp{color:red}\n"] and scripts[0].startswith("/shop/_cacao/lamp.")
    assert worn.take([LAMP, CLOCK]) == ()


# Pieces, ids of one's own, and types that stand for an element, too.


class Price(Piece):
    def __init__(self, amount: int) -> None:
        self.amount = amount

    def render(self) -> dict[str, Any]:
        return {"type": "b", "props": {"content": f"{self.amount} €"}}


def test_a_piece_stands_for_its_node() -> None:
    shown = Shown({"type": "p", "children": [Price(3), Price(4)]})

    assert shown.packed == Shown({"type": "p", "children": [Price(3).render(), Price(4).render()]}).packed


class Labelled(Component):
    def render(self) -> dict[str, Any]:
        return {"type": "i", "props": {"id": own_id(), "title": own_id("part")}}


def ids_of(page: Any) -> list[str]:
    return re.findall(r'"(c[0-9a-f]{12}(?:-part)?)"', json.dumps(Shown(page).packed))


def test_own_ids_are_the_same_at_every_run_and_others_in_every_place() -> None:
    def page() -> dict[str, Any]:
        return {"type": "p", "children": [Labelled(), Labelled()]}

    found = ids_of(page)

    assert found == ids_of(page)
    assert len(found) == len({*found}) == 4
    assert found[1] == f"{found[0]}-part"


OTHER_PROCESS = """
import sys
sys.path.insert(0, sys.argv[1])
from test_kits import Labelled, ids_of
print(*ids_of(lambda: {"type": "p", "children": [Labelled(), Labelled()]}))
"""


def test_own_ids_are_the_same_in_every_process() -> None:
    here = __file__.rpartition("/")[0]
    printed = [
        subprocess.run(
            [sys.executable, "-c", OTHER_PROCESS, here],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert printed[0] == printed[1] and len(printed[0].split()) == 4


def test_an_own_id_needs_a_render() -> None:
    with pytest.raises(StateError, match="asked for while nothing is rendered"):
        own_id()


def test_what_is_read_is_followed() -> None:
    word = State("a", name="word")

    class Saying(Component):
        def render(self) -> dict[str, Any]:
            return {"type": "b", "props": {"content": f"{read(word)}{read('!')}"}}

    shown = Shown(lambda: {"type": "p", "children": [Saying()]})

    assert shown.change((word, "b")) == [["t", [0, 0], "b!"]]


def test_a_plain_button_becomes_a_widget_and_plain_again() -> None:
    # Arrange: the first is plain, then has a prop of the widget's, then is plain with another text
    stage = State(0, name="stage")
    props = [{"label": "a"}, {"label": "b", "variant": "danger"}, {"label": "c"}]

    def page() -> dict[str, Any]:
        return {"type": "main", "children": [{"type": "button", "props": props[stage.value]}]}

    shown = Shown(page)

    for number in (1, 2, 0, 1):
        # Act
        shown.change((stage, number))

        # Assert: as if it had never been another
        fresh = Shown({"type": "main", "children": [{"type": "button", "props": props[number]}]})
        assert shown.packed == fresh.packed


def test_rows_that_are_widgets_and_rows_that_are_not_are_not_copied_from_each_other() -> None:
    # Arrange
    names = State(["a"], name="names")

    def row(name: str) -> dict[str, Any]:
        props = {"label": name, "variant": "danger"} if name < "c" else {"label": name}
        return {"type": "li", "key": name, "children": [{"type": "button", "props": props}]}

    def page() -> dict[str, Any]:
        return {"type": "ul", "children": [row(name) for name in names.value]}

    shown = Shown(page)

    # Act
    shown.change((names, ["a", "b", "c", "d", "aa"]))

    # Assert
    fresh = Shown({"type": "ul", "children": [row(name) for name in ("a", "b", "c", "d", "aa")]})
    assert shown.packed == fresh.packed


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("let a = 1;\nfor (const b of [a]) var c = b;", 'old":2: `var`'),
        ("let a = 1; eval('a');", 'old":1: `eval`'),
        ("let a = 1; with (a) b();", 'old":1: what `with`'),
        ("let a = (1;", 'old":1:'),
    ],
)
def test_a_script_that_cannot_be_made_shorter_is_served_as_it_is_written(
    caplog: pytest.LogCaptureFixture, script: str, reason: str
) -> None:
    # Arrange
    kit = Kit("old", script=script)

    # Act
    live, developed = Kits([kit]), Kits([kit, kit], development=True)
    served = [kits.find("old.js") for kits in (live, developed, live, developed)]

    # Assert
    assert {file and file.content for file in served} == {script.encode()}
    (warning,) = caplog.messages
    assert reason in warning and warning.endswith("It is served as it is written.")


def test_an_app_with_such_a_script_serves(cacao_app: Any) -> None:
    # Arrange
    old = Kit("old", script="var it = 1; customElements.define('x-old', class extends HTMLElement {});")

    class Old:
        @hookimpl
        def register_node_types(self) -> Mapping[str, NodeType]:
            return {"old": NodeType("div", kits=(old,))}

    app = App(extensions=[Old()])
    app.mix("/")(lambda: {"type": "old"})

    # Act
    user = cacao_app(app).open("/")

    # Assert
    (address,) = re.findall(r'src="([^"]*old[^"]*)"', user.get("/")[1])
    assert user.get(address)[1] == old.script


def test_what_a_page_brings_itself_is_counted_in_bytes() -> None:
    # Arrange: there is room for all letters of them, and for half of their bytes.
    text = "€" * (MAX_IN_PAGE // 8)
    wide = [Kit(f"wide-{place}", f".a::after{{content:'{text}'}}") for place in range(4)]

    # Act
    dress = Kits(wide).dress(wide)

    # Assert
    assert (len(dress.sheets), len(dress.links)) == (0, 1)
    assert len(Kits(wide).dress(wide[:2]).sheets) == 2
