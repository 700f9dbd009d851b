"""File upload: files that a visitor chooses or drops, sent while the page goes on."""

from __future__ import annotations

from collections.abc import Sequence

from cacao_kernel import CacaoError, State, own_id, own_url

from ..files import UPLOADS
from ..files.content import split_accept
from ..files.uploaded import UploadedFile
from ..kinds import UploadHandler
from ..widget import read_kit
from .field import Field
from .file_list import FileList

UPLOAD = read_kit("file-upload", "file_upload.css", "file_upload.js", mimic="transfers:Upload")

_FOREIGN = ("value", "name", "on_input")


class FileUpload(Field):
    """Files that a visitor chooses, or drops there.

    They are sent piece by piece, and kept on the server's disk. What is cut off, by a bad line or a restart
    of the server, goes on from where it was. A file is in the State, and ``on_upload`` is called, once all
    of it is there.

    Args:
        multiple: whether several can be chosen; the State then holds a list of ``UploadedFile``, else one
            or None.
        accept: which kinds, as ``".pdf"``, ``"image/*"`` or ``"text/csv"``, with commas between or as a
            list.
        max_bytes: how large one may be; by default as the settings have it.
        max_files: how many there may be.
        on_upload: answers each file that is there, as ``event["file"]``.
        bind: the State that holds what is there.
        value: not for files, which nobody but the visitor can choose.
        name: not for files, which are sent before their form is.
        on_change: answers each change of what is there, when one is removed, too.
        on_input: not for files; see ``on_upload``.
    """

    node_type = "file-upload"
    kits = (*Field.kits, UPLOAD)
    elements = ("cacao-file-upload",)

    bind: State[UploadedFile | None] | State[list[UploadedFile]] | None = None
    multiple: bool = False
    accept: str | Sequence[str] | None = None
    max_bytes: int | None = None
    max_files: int | None = None
    on_upload: UploadHandler | None = None

    def check(self) -> None:
        """Refuse what files cannot have, and limits that let none pass."""
        super().check()
        for prop in _FOREIGN:
            if getattr(self, prop) is not None:
                raise CacaoError(
                    f"FileUpload.{prop} is not for files", cure="Bind a State, or use on_upload."
                )
        for prop in ("max_bytes", "max_files"):
            limit = getattr(self, prop)
            if limit is not None and limit < 1:
                raise CacaoError(f"FileUpload.{prop}", expected="a number from 1 on", got=str(limit))
        if self.max_files is not None and not self.multiple:
            cure = "Give it multiple=True, too."
            raise CacaoError("FileUpload.max_files is for several files", cure=cure)
        for kind in split_accept(self.accept):
            if not kind.startswith(".") and "/" not in kind:
                raise CacaoError(
                    "FileUpload.accept cannot be this",
                    expected='kinds as ".pdf" or "image/*"',
                    got=repr(kind),
                )

    def draw(self) -> object:
        """Return the label, the place to drop files at, and those that are there or on their way."""
        told = {name: value for name, value in self.told().items() if value is not None}
        control = {"id": self.control_id, **told, **self.attributes}
        return self.frame(FileList(self, own_id("files"), own_url(UPLOADS), control))
