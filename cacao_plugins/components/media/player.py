"""Player: what films and sounds have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from cacao_kernel import CacaoError, read

from ..base import BASE
from ..files.uploaded import UploadedFile
from ..kinds import Handler, Reactive
from ..widget import Widget, read_kit

PLAYER = read_kit("player")

_TRACK = frozenset({"src", "label", "lang", "kind", "default"})
_KINDS = ("subtitles", "captions", "descriptions", "chapters")


class Player(Widget):
    """A film or a sound, with the controls of the browser.

    In a handler, ``cacao.call(id, "play")`` and ``"pause"`` do the same as its buttons.

    Args:
        src: its address, below the app; or the file itself as a Path, its bytes, or what a visitor has
            sent, which this visitor alone can then play.
        label: what it is, for those who hear the page.
        tracks: texts that go along, each a dict with ``src``, ``label`` and ``lang``, and ``kind`` where it
            is not subtitles.
        controls: whether it has the buttons of the browser.
        loop: whether it begins again at its end.
        muted: whether it is silent at first.
        on_play: answers that it plays.
        on_pause: answers that it has been halted.
        on_ended: answers that it has come to its end.
    """

    kits = (BASE, PLAYER)
    kinds: ClassVar[tuple[str, ...]] = ()

    src: Reactive[str | Path | bytes | UploadedFile]
    label: Reactive[str]
    tracks: Sequence[Mapping[str, Any]] = ()
    controls: bool = True
    loop: bool = False
    muted: bool = False
    on_play: Handler | None = None
    on_pause: Handler | None = None
    on_ended: Handler | None = None

    def check(self) -> None:
        """Refuse tracks that nobody could choose."""
        for track in self.tracks:
            if not {"src", "label"} <= track.keys() <= _TRACK or track.get("kind", "captions") not in _KINDS:
                raise CacaoError(
                    f"{type(self).__name__}.tracks cannot be this",
                    expected="dicts with src, label and lang; kind is " + ", ".join(_KINDS),
                    got=repr(dict(track)),
                )

    def play(self, tag: str, **props: Any) -> dict[str, Any]:
        """Return the element.

        Args:
            tag: its tag.
            props: its own props.
        """
        shelf = self.house.shelf
        tracks = [
            {
                "type": "track",
                "props": {
                    "kind": track.get("kind", "subtitles"),
                    "src": shelf.show(track["src"], ("text/vtt",)),
                    "label": track["label"],
                    "srclang": track.get("lang"),
                    "default": track.get("default") or None,
                },
            }
            for track in self.tracks
        ]
        return self.root(
            tag,
            tracks,
            class_name=f"cacao-player cacao-{tag}",
            src=shelf.show(read(self.src), self.kinds),
            aria_label=self.label,
            controls=self.controls or None,
            loop=self.loop or None,
            muted=self.muted or None,
            on_play=self.on_play,
            on_pause=self.on_pause,
            on_ended=self.on_ended,
            **props,
        )
