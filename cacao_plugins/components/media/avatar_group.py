"""Avatar group: several people in little room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from cacao_kernel import CacaoError, read

from ..base import BASE
from ..kinds import Parts, Reactive, Size
from ..widget import Widget
from .avatar import AVATAR, Avatar


class AvatarGroup(Widget):
    """Several people, one behind the other.

    Args:
        people: who they are: each an Avatar, a dict of its props, or a name.
        label: what they are, such as ``"Members"``.
        max: how many are shown; the others are counted.
        size: how large they are.
    """

    node_type = "avatar-group"
    kits = (BASE, AVATAR)

    people: Reactive[Parts[Avatar]]
    label: str = ""
    max: int = 5
    size: Size = "medium"

    def check(self) -> None:
        """Refuse a group that shows nobody."""
        if self.max < 1:
            raise CacaoError(
                "AvatarGroup.max cannot be this", expected="a number from 1 on", got=str(self.max)
            )

    def draw(self) -> object:
        """Return the list."""
        people = list(read(self.people))
        shown = people if len(people) <= self.max else people[: self.max]
        rest = people[len(shown) :]
        items: list[Any] = [{"type": "li", "children": [self._avatar(each)]} for each in shown]
        if rest:
            items.append({"type": "li", "children": [self._rest(rest)]})
        return self.root("ul", items, class_name="cacao-avatars", role="list", aria_label=self.label or None)

    def _rest(self, people: list[Any]) -> object:
        """Return how many more there are; who they are, for those who hear or point at it."""
        names = ", ".join(str(read(self._avatar(each)["props"]["name"])) for each in people)
        face = {"type": "span", "props": {"class": "cacao-avatar-face"}, "children": [f"+{len(people)}"]}
        props = {"class": "cacao-avatar", "role": "img", "aria_label": names, "title": names}
        return {"type": "span", "props": {**props, "data_size": self.size}, "children": [face]}

    def _avatar(self, given: Any) -> dict[str, Any]:
        """Return the node of one of them."""
        props: dict[str, Any]
        if isinstance(given, Avatar):
            props = given.render()["props"]
        elif isinstance(given, str):
            props = {"name": given}
        elif isinstance(given, dict):
            props = {**cast(Mapping[str, Any], given)}
        else:
            raise CacaoError(
                "AvatarGroup.people cannot be this", expected="an Avatar, a dict or a name", got=repr(given)
            )
        return {"type": "avatar", "props": {"size": self.size, **props}}
