"""Uploaded file: one that a visitor has sent, as the app sees it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cacao_kernel import CacaoError


@dataclass(frozen=True)
class UploadedFile:
    """A file that a visitor has sent, whole and checked.

    It lies under a name of the server's own until the app saves it elsewhere, the visitor removes it, or
    its time is over. What is in it is the visitor's: look at it before you trust it.

    Attributes:
        name: what the visitor calls it, without a path. It is to be shown, and nothing else.
        size: how many bytes it has.
        type: its type, as the visitor's browser says, such as ``"image/png"``.
        location: where it lies.
    """

    name: str
    size: int
    type: str
    location: str

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(self.location)

    def read(self) -> bytes:
        """Return all that is in it; :meth:`open` a large one.

        Raises:
            CacaoError: if it lies there no more.
        """
        with self.open() as file:
            return file.read()

    def open(self) -> BinaryIO:
        """Open it to be read, as bytes.

        Raises:
            CacaoError: if it lies there no more.
        """
        try:
            return self.path.open("rb")
        except FileNotFoundError:
            raise self._gone() from None

    def save(self, target: str | Path) -> Path:
        """Move it to where the app keeps it, and return that.

        Args:
            target: a whole path that the app has chosen, with a name that is not the visitor's.

        Raises:
            CacaoError: if something is there already, or the file lies here no more.
        """
        target = Path(target)
        if target.exists() or target.is_symlink():
            cure = "Name a new file; one folder for all needs names of your own, such as a number's."
            raise CacaoError("a file would be overwritten", where=str(target), cure=cure)
        try:
            shutil.move(self.path, target)
        except FileNotFoundError:
            if self.path.exists():
                raise CacaoError("there is no such folder", where=str(target.parent)) from None
            raise self._gone() from None
        return target

    def delete(self) -> None:
        """Delete it, if it still lies there."""
        self.path.unlink(missing_ok=True)

    def _gone(self) -> CacaoError:
        return CacaoError(
            f'the uploaded file "{self.name}" is gone',
            cure="It was saved or removed, or its time was over: save what is to stay.",
        )
