"""Following: dialogs and drawers that open and close as a State says."""

from __future__ import annotations

from .widget import read_kit

FOLLOWING = read_kit("following", "following.js", mimic="windows:Follower")
