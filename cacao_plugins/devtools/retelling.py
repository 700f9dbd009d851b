"""Retelling: what was done by hand, as a test for pytest that does it again."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .meanwhile import Meanwhile
from .untold import Untold, Word

if TYPE_CHECKING:
    from cacao_kernel import Inspection

_TYPED = ("", "text", "search", "email", "url", "tel", "password")
_IMPLIED = ("focusin", "focusout", "mouseenter", "mouseleave")
_AGAIN = ("page", "join", "task")  # what the app does by itself will happen by itself
INDENT = "    "


def retell(inspection: Inspection, tab: str, count: int) -> str:
    """Return a test that does again what was done last in a tab.

    Args:
        inspection: tells what has happened.
        tab: the tab's name.
        count: how many events of its are told at most.
    """
    moments = [moment for moment in inspection.moments(tab) if not moment.is_past]
    own = [moment for moment in moments if moment.deed is not None and moment.deed.tab == tab]
    if not own:
        return "# Nothing has been done on this page yet.\n"
    first = own[-count:][0]
    return _Retelling(inspection, tab).tell([each for each in moments if each.number >= first.number])


class _Retelling:
    """One test in the making.

    Args:
        inspection: tells what has happened.
        tab: the tab's name.
    """

    def __init__(self, inspection: Inspection, tab: str) -> None:
        self._inspection = inspection
        self._tab = tab
        self._modules: dict[str, None] = {}
        self._path = ""
        self._is_expected = False  # whether the page changes by itself next
        self._raises = False
        self._untold = Untold()

    def tell(self, moments: Sequence[Any]) -> str:
        """Return the test's text."""
        home = self._inspection.home
        app = ""
        if home is not None:
            self._modules[home.module] = None
            app = f"{home.module}.{home.name}"
        deed = moments[0].deed
        self._path = self._inspection.path(self._tab) if deed.kind == "link" else deed.path
        lines = [f"user = cacao_app({app}).open({self._quote_path(self._path)})"]
        start = self._inspection.cells_at(self._tab, moments[0].number - 1)
        lines += self._arrange({key: cell.value for key, cell in start.items() if self._is_other(key, cell)})
        meanwhile = Meanwhile(moments)
        for group in _grouped(moments, self._tab):
            if not self._is_step(group[-1]):
                if not self._is_done_again(group[-1]):
                    meanwhile.note(group[-1])
                continue
            lines += self._arrange(meanwhile.take(group))
            lines += self._tell_group(group)
        others, unneeded = meanwhile.rest()
        lines += [*self._arrange(others), *self._leave_out(unneeded)]
        body = "\n".join(INDENT + line for line in lines)
        imports = "".join(f"import {name}\n" for name in sorted(self._modules))
        if self._raises:
            imports = f"import pytest\n\n{imports}" if imports else "import pytest\n"
        imports += self._untold.spell()
        return f"{imports}\n\ndef test_what_was_done_by_hand(cacao_app):\n{body}\n".lstrip("\n")

    def _is_step(self, moment: Any) -> bool:
        return moment.deed is not None and moment.deed.tab == self._tab

    def _is_done_again(self, moment: Any) -> bool:
        """Tell whether the app does by itself what has happened, in the test as well."""
        cause = moment.happening.cause
        return cause in _AGAIN or cause.startswith("a subscriber")

    def _leave_out(self, keys: Sequence[Any]) -> list[str]:
        """Return the line that says what timers and tasks have set and no step needs."""
        found = [self._inspection.find_variable(key) for key in keys]
        names = sorted({f"{one.module}.{one.name}" for one in found if one is not None})
        return [f"# Left out, as no step needs it: what was set again and again of {name}." for name in names]

    def _is_other(self, key: Any, cell: Any) -> bool:
        try:
            return bool(cell.value != key.first_cell().value)
        except Exception:  # the user's own __eq__
            return True

    def _arrange(self, values: dict[Any, Any]) -> list[str]:
        """Return the lines that give States these values; of one that is secret no more than that it is."""
        inside: list[str] = []
        untold: list[str] = []
        for key, value in values.items():
            variable = self._inspection.find_variable(key)
            if variable is None or variable.module.startswith("cacao_"):
                continue
            place = f"{variable.module}.{variable.name}"
            if any(
                self._inspection.is_secret(name, value) for name in (place, str(getattr(key, "name", place)))
            ):
                untold.append(f"# {place} held a secret, which is not told.")
            elif _is_literal(value):
                self._modules[variable.module] = None
                inside.append(f"{INDENT}{place}.set({value!r})")
        return [*untold, "with user:", *inside] if inside else untold

    def _quote_path(self, path: str) -> str:
        return _quote(self._inspection.hide(path))

    def _tell_group(self, group: Sequence[Any]) -> list[str]:
        """Return the lines for moments that were one thing to the visitor."""
        last = group[-1]
        deed, lines = last.deed, list[str]()
        if deed.path != self._path and deed.kind != "link":
            if not self._is_expected:
                lines.append(f"user.go({self._quote_path(deed.path)})")
            self._path = deed.path
        self._is_expected = deed.is_sent_on
        acts = list(self._act(group[0].deed, deed))
        if last.happening.error:
            self._raises = True
            inside = [f"{INDENT}{act}" for act in acts if not act.startswith("#")]
            return [*lines, "with pytest.raises(AssertionError):", *inside[-1:]] if inside else lines
        if deed.kind == "link":
            self._path = deed.path
        lines += acts
        if acts and all(act.startswith("#") for act in acts):
            lines += self._arrange({key: after.value for key, (_, after) in last.cells.items()})
        elif deed.seen and acts:
            if not acts[-1].startswith("user.") or ".within(" in acts[-1]:
                lines.append(f"user.sees({_quote(deed.seen)})")
            else:
                lines[-1] += f".sees({_quote(deed.seen)})"
        return lines

    def _act(self, first: Any, deed: Any) -> Iterator[str]:
        """Yield what the user of the test kit does, as statements."""
        kind = deed.kind.partition(".")[0]
        if kind == "link":
            yield _say(deed, "click", deed.label) if deed.label else f"user.go({self._quote_path(deed.path)})"
        elif kind == "submit":
            for field in deed.fields:
                yield from self._fill(field, deed.told.get("fields", {}))
            yield _say(deed, "click", deed.label) if deed.label else "user.submit()"
        elif not deed.label:
            yield f"# A {kind} on a <{deed.tag}> that no label names: give it an aria_label."
        elif kind == "click":
            yield _say(deed, "click", deed.label)
        elif kind == "keydown" and "key" in deed.told:
            yield _say(deed, "press", deed.told["key"], deed.label)
        elif kind in ("input", "change") and deed.type == "file":
            yield f"# A file was chosen in {deed.label!r}."
        elif kind in ("input", "change") and deed.tag in ("input", "textarea", "select"):
            yield from self._edit(deed, first.before, deed.told)
            if kind == "change" and deed.type in _TYPED and deed.tag != "select":
                yield "user.leave_field()"
        else:
            left_out = ("edits", "seen", "own", *(("value",) if deed.is_private else ()))
            told = {name: value for name, value in deed.told.items() if name not in left_out}
            told = {
                name: value for name, value in told.items() if not self._inspection.is_secret(name, value)
            }
            spelled = "".join(f", {name}={value!r}" for name, value in told.items() if name.isidentifier())
            yield f"user.trigger(user.page.find({_quote(deed.label)}), {_quote(deed.kind)}{spelled})"

    def _edit(self, field: Any, before: str, told: Any) -> Iterator[str]:
        """Yield how a field comes to hold what is told."""
        label, value = field.label, str(told.get("value", ""))
        if field.is_private:
            if value:
                yield _say(field, "fill" if before else "type", label, self._untold.name(value))
            elif before:
                yield _say(field, "clear", label)
        elif field.type in ("checkbox", "radio"):
            check = _say(field, "check", label)
            yield check if told.get("checked") else f"{check[:-1]}, on=False)"
        elif field.tag == "select":
            chosen = told.get("values", [value])
            yield _say(field, "choose", label, *(field.options.get(each, each) for each in chosen))
        elif field.tag != "textarea" and field.type not in _TYPED:
            yield _say(field, "type", label, value)
        elif value.startswith(before) and value != before:
            yield _say(field, "type", label, value[len(before) :])
        else:
            if before:
                yield _say(field, "clear", label)
            if value:
                yield _say(field, "type", label, value)

    def _fill(self, field: Any, held: Any) -> Iterator[str]:
        """Yield how a field of a form comes to hold what was sent, if it does not already."""
        if not field.label or field.name not in held or field.type in ("file", "submit", "button", "hidden"):
            return
        sent: Any = held[field.name]
        if field.type in ("checkbox", "radio"):
            own = field.told.get("own")
            is_on = sent is True or sent == own or (isinstance(sent, list) and own in sent)
            if is_on != bool(field.before):
                yield from self._edit(field, "", {"checked": is_on})
        elif sent != field.before:
            yield from self._edit(
                field, field.before, {"values": sent} if isinstance(sent, list) else {"value": sent}
            )


def _grouped(moments: Sequence[Any], tab: str) -> Iterator[list[Any]]:
    """Yield the moments, those together in which one field was edited on and on."""
    group: list[Any] = []
    for moment in moments:
        deed = moment.deed
        if deed is not None and (deed.kind in _IMPLIED or _is_untold_key(deed)):
            continue
        before = group[-1].deed if group else None
        is_on = (
            deed is not None
            and before is not None
            and before.tab == deed.tab == tab
            and _field_of(before) == _field_of(deed) is not None
        )
        if group and not is_on:
            yield group
            group = []
        group.append(moment)
    if group:
        yield group


def _is_untold_key(deed: Any) -> bool:
    """Tell whether a letter was typed into a field that tells none: it is pressed where the text is typed."""
    return bool(deed.is_private) and len(deed.told.get("key", "")) == 1


def _field_of(deed: Any) -> Any:
    """Return which field a deed edits; None for none."""
    if deed.kind.partition(".")[0] not in ("input", "change") or "value" not in deed.told:
        return None
    return deed.path, deed.label, deed.within, deed.name


def _say(deed: Any, what: str, *words: str) -> str:
    """Return a call of the test kit's user, within the part of the page that tells what is meant."""
    user = f"user.within({_quote(deed.within)})" if deed.within else "user"
    return f"{user}.{what}({', '.join(map(_quote, words))})"


def _quote(text: str) -> str:
    """Return a text as Python code spells it, in double quotes where that is as easy to read."""
    if isinstance(text, Word):
        return text
    spelled = repr(text)
    return f'"{spelled[1:-1]}"' if spelled[0] == "'" and '"' not in text else spelled


def _is_literal(value: object) -> bool:
    try:
        return bool(ast.literal_eval(repr(value)) == value)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False
