"""Picker: what has been looked for in one field of one tab, and found."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from cacao_kernel import (
    CacaoError,
    Component,
    Event,
    Redirect,
    State,
    current_host,
    handler,
    read,
    tell_fault,
)

from .offer import Search
from .options import Option, flat, read_options, spell_option

if TYPE_CHECKING:
    from .picking import Picking

SECONDS = 25
"""How long an async search may take; past it the field says that it has failed."""


class Picker(Component):
    """What has been looked for in one field of one tab, and found.

    Args:
        field: the field.
    """

    query: State[str | None] = State(None, scope="tab", store=False)
    results: State[list[Option] | None] = State(None, scope="tab", store=False)
    known: State[dict[str, str]] = State({}, scope="tab", store=False)
    failed: State[str] = State("", scope="tab", store=False)
    own: State[Any] = State(None, scope="tab")

    def __init__(self, field: Picking[Any]) -> None:
        super().__init__()
        self._field = field
        search = field.search
        self.answer: Callable[..., Any] = self._filter
        if search is not None:
            answer = self._search_later if inspect.iscoroutinefunction(search) else self._search
            self.answer = partial(answer, search)

    def render(self) -> object:
        """Return the field."""
        field, state = self._field, self._state()
        if field.bind is None and state.value is None:
            begins = read(field.value)
            none: Any = [] if field.is_several else ""
            state.set(none if begins is None else list(begins) if field.is_several else begins)
        chosen = self._chosen()
        labels = {option.value: option.label for option in field.offered()} | self.known.value
        if field.label_of is not None:
            held = self._meant()
            labels |= {value: field.label_of(held[value]) for value in chosen if value not in labels}
        return field.draw_with(self, state, labels, chosen)

    def found(self) -> list[Option] | None:
        """Return what is offered now; None until something has been looked for."""
        field, query = self._field, self.query.value
        if query is None:
            return None
        if field.search is not None:
            return self.results.value
        word = query.strip().casefold()
        fitting = (option for option in field.offered() if word in option.label.casefold())
        return [option for option, _ in zip(fitting, range(field.limit), strict=False)]

    def _state(self) -> State[Any]:
        return self._field.bind or self.own

    def _chosen(self) -> list[str]:
        return [*self._meant()]

    def _meant(self) -> dict[str, Any]:
        """Return the values that are chosen, by the texts that stand for them."""
        field, value = self._field, self._state().value
        if isinstance(value, list | tuple | set | frozenset):
            return {spell_option(each): each for each in cast("Iterable[Any]", value)}
        if value == "" or field.is_several or (field.search is not None and value is None):
            return {}
        # What is not offered, such as a 0 to begin with, chooses nothing.
        text = spell_option(value)
        is_offered = field.search is not None or any(text == each.value for each in field.offered())
        return {text: value} if is_offered else {}

    def _asked(self, event: Event) -> str:
        """Return what is looked for: all, where what is chosen stands there untouched."""
        text, chosen = event.value or "", self._chosen()
        field = self._field
        if field.is_free and field.search is not None:  # whatever stands there is chosen
            return text
        is_shown = not field.is_several and chosen and text == self._label(chosen[0])
        return "" if is_shown else text

    def _label(self, value: str) -> str:
        field = self._field
        labels = {option.value: option.label for option in field.offered()} | self.known.value
        if value not in labels and field.label_of is not None:
            return field.label_of(self._meant().get(value, value))
        return labels.get(value, value)

    async def _filter(self, event: Event) -> None:
        self.query.set(self._asked(event))

    @handler(concurrent="newest")
    def _search(self, search: Search, event: Event) -> Awaitable[None] | None:
        query = self._asked(event)
        try:
            given: Any = search(query)
            if inspect.isawaitable(given):  # the kernel awaits it
                return self._keep_later(query, given)
            options = self._read(given)
        except Redirect:
            raise
        except Exception as error:
            self._fail(query, error)
            return None
        self._keep(query, options)  # it is refused once a newer search runs, which is no failure of this one
        return None

    @handler(concurrent="newest")
    async def _search_later(self, search: Search, event: Event) -> None:
        query = self._asked(event)
        found: Any = search(query)
        await self._keep_later(query, found)

    async def _keep_later(self, query: str, coming: Awaitable[Any]) -> None:
        limit = asyncio.timeout(SECONDS)
        try:
            async with limit:
                given = await coming
            options = self._read(given)
        except Redirect:
            raise
        except Exception as error:
            late = CacaoError(f"it took longer than {SECONDS} seconds")
            self._fail(query, late if limit.expired() else error)
            return
        self._keep(query, options)

    def _read(self, given: object) -> list[Option]:
        """Return what a search has found, as options."""
        return flat(read_options(given, type(self._field).__name__))[: self._field.limit]

    def _keep(self, query: str, options: list[Option]) -> None:
        before, chosen = self.results.value or (), self._chosen()
        self.known.set(
            {value: label for value, label in self.known.value.items() if value in chosen}
            # What was offered so far may be chosen at this very moment.
            | {option.value: option.label for option in (*before, *options)}
        )
        self._show(query, options)

    def _fail(self, query: str, error: Exception) -> None:
        """Say at the field that the search has failed; what is chosen stays."""
        field = self._field
        where = f'the search of {type(field).__name__} "{read(field.label)}"'
        apology, development = field.say("search_failed"), current_host().development
        self._show(query, [], tell_fault(error, where, apology, development=development))

    def _show(self, query: str, options: list[Option], failed: str = "") -> None:
        self.results.set(options)
        self.failed.set(failed)
        self.query.set(query)
