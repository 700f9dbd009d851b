"""The first paint: readable without JavaScript, and adopted by the client as it stands."""

from __future__ import annotations

from pathlib import Path

COUNTER = Path(__file__).parent.parent.parent / "examples" / "counter_example.py"

HOSTILE = """
import cacao
app = cacao.App(title="</title><script>window.pwned = 1</script>")
EVIL = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'
EVIL += '</textarea><!-- & "quotes" \\'both\\''

@app.mix("/")
def home():
    return {"type": "main", "props": {"title": EVIL, "class": EVIL, "onclick": "window.pwned=1"},
      "children": [
        EVIL, None, "", "two", "texts", 3,
        {"type": "text", "props": {"content": EVIL, "style": {"color": "red;background:url(//evil)"}}},
        {"type": "textarea", "props": {"content": "\\n" + EVIL, "aria_label": "field"}},
        {"type": "a", "props": {"href": "java\\tscript:window.pwned=1", "content": "a link"}},
        {"type": "pre", "children": ["\\n\\nlines\\r\\nbelow"]},
        {"type": "table", "children": [
            {"type": "tr", "children": [{"type": "td", "props": {"content": EVIL}}]}]},
    ]}
"""


def test_the_page_reads_without_javascript(visit, serve):
    # Act
    page = visit(serve(COUNTER).url, live=False, java_script_enabled=False)

    # Assert
    assert page.get_by_text("Counter: 0").is_visible()
    assert page.get_by_role("heading", name="Component state").is_visible()


def test_joining_changes_nothing_on_the_page(visit, serve, chromium):
    # Arrange
    url = serve(COUNTER).url
    painted = visit(
        url, live=False, java_script_enabled=False, viewport={"width": 800, "height": 600}
    ).screenshot()

    # Act
    page = visit(url, viewport={"width": 800, "height": 600})

    # Assert: adopted without a single change, and it looks the same to the pixel.
    assert page.evaluate("window.changes") == []
    assert page.screenshot() == painted


def test_a_painted_page_whose_shape_was_changed_is_mended_when_it_joins(visit, serve):
    # Arrange: a browser extension, say, adds an element to the tree while the page is read.
    page = visit("about:blank", live=False)
    page.add_init_script(
        """new MutationObserver((_, observer) => {
          const heading = document.querySelector("h1");
          if (!heading) return;
          observer.disconnect();
          heading.before(Object.assign(document.createElement("div"), {textContent: "an advertisement"}));
        }).observe(document, {childList: true, subtree: true});"""
    )

    # Act
    page.goto(serve(COUNTER).url)
    page.wait_for_selector("[data-cacao-joined]")

    # Assert
    assert page.get_by_text("an advertisement").count() == 0
    page.get_by_role("button", name="Increment").click()
    page.get_by_text("Counter: 1").wait_for()


def test_hostile_text_stays_text(visit, serve):
    # Act
    page = visit(serve(HOSTILE).url)

    # Assert
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("window.changes") == []  # the parser made the very shape the server meant
    assert page.locator("script").count() == 1
    assert page.locator("#cacao img").count() == 0
    assert page.get_by_label("field").input_value().startswith("\n<img")
    assert page.get_by_text("a link").get_attribute("href") is None
    assert page.locator("main").get_attribute("onclick") is None
    assert "onerror" in page.title() or "script" in page.title()
