"""Windows: dialogs and drawers that follow a State, and questions before a click."""

from __future__ import annotations

from cacao_kernel import Element, Mimic, User

from .building import add


class Follower(Mimic):
    """Opens and closes a dialog or a drawer as the server says, and tells what the visitor has done."""

    tags = ("cacao-dialog", "cacao-drawer")

    def follow(self, element: Element) -> None:
        """Be open or closed, as the server says."""
        dialog = next((child for child in element.children if child.tag == "dialog"), None)
        if dialog is None:
            return
        box = next((child for child in element.children if child.tag == "input"), None)
        wanted, is_open = element.attributes.get("data-open"), "open" in dialog.attributes
        seen, element.attributes["data-cacao-seen"] = element.attributes.get("data-cacao-seen"), wanted or ""
        if wanted is not None and wanted != seen and is_open != (wanted == "true"):
            if wanted == "true":
                self.window.layers.show(dialog, is_modal=True)
            else:
                self.window.layers.hide(dialog)
        elif box is not None and box.is_picked != is_open:
            self.tick(box, on=is_open)


class Question(Mimic):
    """Asks before a click goes to its handler."""

    tags = ("cacao-confirm",)

    def clicked(self, user: User, element: Element, target: Element) -> bool:
        """Ask, and click again if the answer is yes."""
        self._ask(element, target)
        return True

    def _ask(self, element: Element, pressed: Element) -> None:
        told = element.attributes
        layers, above = self.window.layers, self.window.page.above
        dialog = Element("dialog")
        question = told.get("data-question", "")
        dialog.attributes |= {"role": "alertdialog", "aria-label": question, "closedby": "any"}
        add(dialog, "h2", question)
        if told.get("data-content"):
            add(dialog, "p", told["data-content"])
        leave = add(dialog, "button", told.get("data-no", ""))
        said = told.get("data-yes") or " ".join(pressed.reading.split()) or told.get("data-ok", "")
        go = add(dialog, "button", said)

        def answer(user: User, *, is_yes: bool) -> None:
            layers.hide(dialog)
            above.remove(dialog)
            if is_yes:
                user.click_on(pressed, is_sure=True)

        self.window.answers[leave] = lambda user: answer(user, is_yes=False)
        self.window.answers[go] = lambda user: answer(user, is_yes=True)
        above.append(dialog)
        layers.show(dialog, is_modal=True)
        self.window.focused = leave if told.get("data-tone") == "danger" else go
