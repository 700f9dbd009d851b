"""What the builder accepts, a browser's HTML parser reads back as the very same tree."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from screens import build

from cacao_kernel import elements, svg
from cacao_kernel.html import document, paint

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Parse = Callable[[list[str]], list[Any]]

# Returns the child nodes below the page's <div id="cacao"> in the shape of Node.packed(); an element of
# another namespace than its name belongs to bears that before its name.
PACK = f"""
const svg = {sorted(svg.TAGS)};
const isOdd = (node) => /svg$/.test(node.namespaceURI) !== svg.includes(node.localName);
const nameOf = (node) => isOdd(node) ? node.namespaceURI + " " + node.localName : node.localName;
const pack = (node) => node.nodeType === 3 ? node.data : node.nodeType === 8 ? 0 :
  [nameOf(node), Object.fromEntries([...node.attributes].map((a) => [a.name, a.value])),
   [...node.childNodes].map(pack)];
const packTree = (page) => [...page.getElementById("cacao").childNodes].map(pack);
"""
PARSE = f"""(bodies) => {{ {PACK}
  const parser = new DOMParser();
  const page = (body) => '<!doctype html><body><div id="cacao">' + body + '</div></body></html>';
  return JSON.stringify(bodies.map((body) => packTree(parser.parseFromString(page(body), "text/html"))));
}}"""

# Tags that the parsing algorithm has rules of their own for; all others are alike to it.
SPECIAL = """a address b button caption colgroup col datalist dd details dialog div dl dt fieldset form
h1 h2 hr input legend li menu ol optgroup option p pre rp rt ruby search section select span summary
table tbody td textarea tfoot th thead tr ul svg""".split()
SHAPES = sorted(svg.TAGS - {"svg", "g"})
SVG_PROPS = {
    "viewBox": "0 0 24 24",
    "preserve_aspect_ratio": "xMidYMid meet",
    "pathLength": 1,
    "strokeWidth": 0.5,
    "stroke-linecap": "round",
    "fill": "none",
    "d": "M0 0L5 5z",
    "points": "",
    "focusable": "false",
    "aria_hidden": True,
    "tabIndex": 0,
    "className": "icon <b>",
    "transform": "rotate(30 16 16)",
}
TEXTS = [
    "word",
    " ",
    "\n",
    "\n\nword\n",
    "\r\nword\rword",
    "\tword ",
    "a\0b",
    "</p></textarea><!--",
    "-->&amp;&lt;&copy",
    "'quotes\"",
    "\ud800half",
    "\ufeffé😀\u2028",
    "\x0b\x0c\x7f",
    "&",
    "",
]
TREES = 4_000


@pytest.fixture(scope="module")
def parse(chromium: Browser) -> Iterator[Parse]:
    """Return a function that lets Chromium parse markup and tells the trees it made."""
    page = chromium.new_page()
    yield lambda bodies: json.loads(page.evaluate(PARSE, bodies))
    page.close()


def random_tree(random: Random, ancestors: list[str], room: int) -> dict[str, Any]:
    """Return a tree of nodes the builder accepts here."""
    fitting: list[str] = []
    while not fitting:
        drawn = random.choices(SPECIAL, k=6) + random.choices(sorted(elements.TAGS), k=3)
        drawn += elements._CHILDREN.get(ancestors[-1], ()) if ancestors else ()
        fitting = [tag for tag in drawn if can_stand(tag, ancestors)]
    tag = random.choice(fitting)
    around = [*ancestors, *(["tbody"] if tag == "tr" and ancestors[-1] == "table" else []), tag]
    children: list[Any] = []
    if tag not in elements.VOID and tag not in SHAPES and room > 0:
        for _ in range(random.randrange(5)):
            children += random_child(random, around, room - 1)
    return {"type": tag, "props": random_props(random, tag), "children": children}


def random_child(random: Random, ancestors: list[str], room: int) -> list[Any]:
    if random.random() < 0.3 and not elements.refuse_text(ancestors[-1]):
        return random.choices(TEXTS, k=random.randint(1, 3))
    if random.random() < 0.1:
        return [None]
    if ancestors[-1] in ("option", "textarea"):
        return ["word"]
    return [random_tree(random, ancestors, room)]


def random_props(random: Random, tag: str) -> dict[str, Any]:
    if tag in svg.TAGS:
        return {name: SVG_PROPS[name] for name in random.sample(sorted(SVG_PROPS), random.randrange(6))}
    names = ["title", "aria_label", "data-x", "tabIndex", "hidden", "className"]
    return {name: random.choice([*TEXTS, True, 7]) for name in random.sample(names, random.randrange(3))}


def can_stand(tag: str, ancestors: list[str]) -> bool:
    around = [*ancestors, "tbody"] if tag == "tr" and ancestors[-1:] == ["table"] else ancestors
    return not elements.refuse_nesting(tag, around)


def test_every_tree_the_builder_accepts_is_read_back_as_it_is(parse: Parse) -> None:
    # Arrange
    random = Random(20_261_122)
    roots = [build(random_tree(random, [], 7)) for _ in range(TREES)]
    paints = [paint(root) for root in roots]

    # Act
    parsed = parse([painted.body for painted in paints])

    # Assert
    for root, painted, found in zip(roots, paints, parsed, strict=True):
        assert found == [root.packed()], painted.body
        assert count(found) == painted.nodes
    assert len({node.tag for root in roots for node in walk(root)}) > len(elements.TAGS) - 10


def chains() -> Iterator[tuple[str, ...]]:
    """Yield elements to nest: every pair, and every three that the parser has rules for."""
    yield from itertools.product(sorted(elements.TAGS), repeat=2)
    around = ["li", "dd", "p", "button", "ruby", "a", "form", "h1", "svg"]
    between = [
        "div",
        "address",
        "dialog",
        "search",
        "span",
        "section",
        "button",
        "table",
        "p",
        "rt",
        "li",
        "select",
        "g",
    ]
    for outer, middle in itertools.product(around, between):
        step = ("table", "tbody", "tr", "td") if middle == "table" else (middle,)
        yield from ((outer, *step, inner) for inner in SPECIAL)


def test_every_nesting_is_accepted_or_refused_as_the_parser_has_it(parse: Parse) -> None:
    # Arrange
    nested = [chain for chain in chains() if not set(chain[:-1]) & elements.VOID]
    nested = [chain for chain in nested if chain[-2:] != ("table", "tr")]  # painted with a tbody
    nested = [
        chain for chain in nested if all(can_stand(tag, [*chain[:i]]) for i, tag in enumerate(chain[:-1]))
    ]
    bodies = ["".join(f"<{tag}>" for tag in chain) + closing(chain) for chain in nested]

    # Act
    parsed = parse(bodies)

    # Assert
    moved = {chain for chain, found in zip(nested, parsed, strict=True) if found != [packed_chain(chain)]}
    refused = {chain for chain in nested if not can_stand(chain[-1], [*chain[:-1]])}
    assert moved - refused == set()
    assert {chain for chain in refused - moved if not is_forbidden(chain)} == set()


def is_forbidden(chain: tuple[str, ...]) -> bool:
    """Tell whether HTML forbids a nesting that Chromium's parser leaves alone."""
    reason = elements.refuse_nesting(chain[-1], chain[:-1])
    return reason.endswith((" only", "holds nothing")) or (chain[0], chain[-1]) == ("a", "a")


def test_a_long_text_stays_one_text(parse: Parse) -> None:
    root = build({"type": "pre", "children": ["\n" * 3 + "x" * 200_000, "y" * 70_000]})

    assert parse([paint(root).body]) == [[root.packed()]]


def test_the_whole_document_holds_the_tree_and_says_how_many_nodes_it_has(chromium: Browser) -> None:
    # Arrange
    tree = {
        "type": "table",
        "children": [
            {"type": "caption", "children": ["a", "b", None]},
            {"type": "tr", "children": [{"type": "td", "props": {"content": 1, "style": {"color": "red"}}}]},
        ],
    }
    painted = paint(build(tree))
    text, _ = document(painted, title="</title>", styles=[], scripts=[], socket='/"><b>')
    page = chromium.new_page()

    # Act
    page.set_content(text)
    found = json.loads(page.evaluate(f"() => {{ {PACK} return JSON.stringify(packTree(document)); }}"))
    announced = page.locator("#cacao").get_attribute("data-cacao-nodes")

    # Assert
    cell = ["td", {"class": "cacao-paint-0"}, ["1"]]
    rows = ["tbody", {}, [["tr", {}, [cell]]]]
    assert found == [["table", {}, [["caption", {}, ["a", 0, "b", 0]], rows]]]
    assert announced == str(count(found)) == "10"
    assert page.title() == "</title>"
    assert page.locator("#cacao").get_attribute("data-cacao-socket") == '/"><b>'
    page.close()


def packed_chain(chain: tuple[str, ...]) -> list[Any]:
    node: list[Any] = [chain[-1], {}, []]
    for tag in reversed(chain[:-1]):
        node = [tag, {}, [node]]
    return node


def closing(chain: tuple[str, ...]) -> str:
    return "".join(f"</{tag}>" for tag in reversed(chain) if tag not in elements.VOID)


def count(packed: list[Any]) -> int:
    return sum(1 + (count(node[2]) if isinstance(node, list) else 0) for node in packed)


def walk(node: Any) -> Iterator[Any]:
    yield node
    for child in node.children:
        yield from walk(child)
