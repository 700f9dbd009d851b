"""Note: what is stored of a tab, so that it comes back as it was and no event is handled twice."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from .handled import Answer, Handled
from .redirect import Redirect
from .session import Session
from .trimmed import trimmed

INTERRUPTED = "The server was stopped while this was done. What had been saved by then stays."


class Note(NamedTuple):
    """What is known of a tab.

    Attributes:
        place: what its cells are found under.
        handled: its events that have been handled.
    """

    place: str
    handled: Handled


def spell(session: Session, tab: str) -> bytes:
    """Return what is to be stored of a tab: all that will be so once it is."""
    handled = session.handled_of(tab)
    below, above, answers = handled.content
    told = {**answers, **{number: answer for number, answer in handled.kept.items() if answer is not None}}
    note = {
        "place": session.places.get(tab, ""),
        "below": below,
        "above": sorted({*above, *handled.kept}),
        "answers": {str(number): _spell_answer(answer) for number, answer in told.items()},
        "begun": sorted(handled.begun - handled.kept.keys()),
    }
    return trimmed(orjson.dumps(note))


def read(data: bytes) -> Note | None:
    """Return what is stored of a tab; None if that cannot be read."""
    try:
        told = orjson.loads(data)
        answers = {int(number): _read_answer(answer) for number, answer in told["answers"].items()}
        handled = Handled(told["below"], answers)
        for number in told["above"]:
            handled.add(number)
        for number in told["begun"]:
            handled.add(number, ("interrupted", INTERRUPTED))
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
