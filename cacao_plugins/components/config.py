"""Config: the settings of the plugin components."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

from .files.depot import Room
from .files.house import House


@dataclass(frozen=True)
class Config:
    """The settings of the plugin components.

    Attributes:
        texts: a JSON file with what the components say themselves, in place of the English texts.
        uploads: the folder in which uploaded files lie until the app saves them, from the folder of
            cacao.json.
        upload_bytes: how large one uploaded file may be, where a FileUpload does not say.
        upload_session_bytes: how large all uploaded files of one visitor may be that the app has not saved.
        upload_session_files: how many there may be of one visitor.
        upload_total_bytes: how large those of all visitors may be.
        upload_idle: seconds after which a file is deleted of which nothing more has come.
        upload_keep: seconds after which an uploaded file is deleted that the app has not saved.
    """

    texts: str = ""
    uploads: str = ".cacao/uploads"
    upload_bytes: int = 104_857_600
    upload_session_bytes: int = 1_073_741_824
    upload_session_files: int = 100
    upload_total_bytes: int = 10_737_418_240
    upload_idle: int = 3_600
    upload_keep: int = 86_400

    def __post_init__(self) -> None:
        """Refuse limits that are none."""
        for each in fields(self):
            limit = getattr(self, each.name)
            if isinstance(limit, int) and limit < 1:
                raise ValueError(f"{each.name} is a number from 1 on, and got {limit}")

    @cached_property
    def house(self) -> House:
        """The files of the App whose settings these are."""
        room = Room(
            self.upload_session_bytes,
            self.upload_session_files,
            self.upload_total_bytes,
            self.upload_idle,
            self.upload_keep,
        )
        return House(room, self.upload_bytes)
