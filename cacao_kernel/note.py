"""Note: what is stored of a tab, so that it comes back as it was and no event is handled twice."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from .handled import Answer, Handled
from .redirect import Redirect
from .session import Entry, Session

INTERRUPTED = "The server was stopped while this was done. What had been saved by then stays."


class Note(NamedTuple):
    """What is known of a tab.

    Attributes:
        place: what its cells are found under.
        handled: its events that have been handled.
    """

    place: str
    handled: Handled


def spell(session: Session, tab: str, entry: Entry | None = None, begun: Entry | None = None) -> bytes:
    """Return what is to be stored of a tab.

    Args:
        session: the visitor.
        tab: its id.
        entry: an event that will have been handled with that.
        begun: an event of which a part will have been done.
    """
    below, above, answers = session.handled_of(tab).content
    told: dict[str, Any] = {str(number): _spell_answer(answer) for number, answer in answers.items()}
    done = {*above}
    if entry is not None and entry.tab == tab:
        done.add(entry.number)
        if entry.answer is not None:
            told[str(entry.number)] = _spell_answer(entry.answer)
    is_begun = begun is not None and begun.tab == tab
    return orjson.dumps(
        {
            "place": session.places.get(tab, ""),
            "below": below,
            "above": sorted(done),
            "answers": told,
            "begun": begun.number if begun is not None and is_begun else None,
        }
    )


def read(data: bytes) -> Note | None:
    """Return what is stored of a tab; None if that cannot be read."""
    try:
        told = orjson.loads(data)
        answers = {int(number): _read_answer(answer) for number, answer in told["answers"].items()}
        handled = Handled(told["below"], answers)
        for number in told["above"]:
            handled.add(number)
        if told["begun"] is not None:
            handled.add(told["begun"], ("interrupted", INTERRUPTED))
        return Note(str(told["place"]), handled)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _spell_answer(answer: Answer) -> Any:
    if isinstance(answer, Redirect):
        return {"url": answer.url, "external": answer.external, "permanent": answer.permanent}
    return answer


def _read_answer(told: Any) -> Answer:
    if isinstance(told, dict):
        return Redirect(told["url"], external=told["external"], permanent=told["permanent"])
    code, text = told
    return str(code), str(text)
