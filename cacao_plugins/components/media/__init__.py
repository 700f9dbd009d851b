"""Pictures, films, sounds and faces."""

from .audio import Audio
from .avatar import Avatar
from .avatar_group import AvatarGroup
from .image import Image
from .video import Video

__all__ = ["Image", "Video", "Audio", "Avatar", "AvatarGroup"]  # noqa: RUF022
