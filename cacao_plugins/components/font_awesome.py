"""Font Awesome: what its names are called in the icon set, for those who know icons by them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

# How they begin: "fa-home", "fas-home", "fas fa-home", "fa-solid fa-home".
_PREFIX = re.compile(r"fa[srlbd]?[ -](?:(?:solid|regular|light|brands)[ -])?(?:fa-)?(?=.)")
# The most used of them, by what the same thing is called here; many others are the same in both.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        other: name
        for name, others in {
            "archive": "box-archive",
            "arrow-up-down": "arrows-up-down",
            "at-sign": "at",
            "banknote": "money-bill money-bill-alt money-bill-wave",
            "bot": "robot",
            "calendar-days": "calendar-alt",
            "chart-column": "chart-bar chart-simple",
            "chevron-down": "angle-down caret-down sort-down",
            "chevron-left": "angle-left caret-left",
            "chevron-right": "angle-right caret-right",
            "chevron-up": "angle-up caret-up sort-up",
            "chevrons-down": "angle-double-down angles-down",
            "chevrons-left": "angle-double-left angles-left",
            "chevrons-right": "angle-double-right angles-right",
            "chevrons-up": "angle-double-up angles-up",
            "chevrons-up-down": "sort",
            "circle-alert": "circle-exclamation exclamation exclamation-circle",
            "circle-question-mark": "circle-question question question-circle",
            "circle-user": "user-circle",
            "circle-x": "circle-xmark times-circle",
            "clipboard": "paste",
            "cloud-download": "cloud-arrow-down cloud-download-alt",
            "cloud-upload": "cloud-arrow-up cloud-upload-alt",
            "copy": "clone",
            "ellipsis": "ellipsis-h",
            "ellipsis-vertical": "ellipsis-v",
            "euro": "euro-sign",
            "external-link": "external-link-alt up-right-from-square",
            "eye-off": "eye-slash",
            "factory": "industry",
            "file-spreadsheet": "file-csv file-excel",
            "file-text": "file-alt file-lines file-pdf file-word",
            "flame": "fire",
            "gauge": "tachometer tachometer-alt gauge-high",
            "globe": "globe-americas earth-americas",
            "grid-3x3": "table-cells th",
            "hash": "hashtag",
            "id-card": "address-card",
            "info": "circle-info info-circle",
            "landmark": "bank building-columns university",
            "layout-dashboard": "dashboard",
            "layout-grid": "table-cells-large th-large",
            "layout-list": "th-list",
            "link": "chain",
            "list": "list-ul",
            "list-checks": "tasks",
            "list-ordered": "list-ol",
            "loader-circle": "circle-notch spinner",
            "lock-open": "unlock-alt unlock-keyhole",
            "log-in": "right-to-bracket sign-in sign-in-alt",
            "log-out": "right-from-bracket sign-out sign-out-alt",
            "mail": "envelope",
            "mail-open": "envelope-open",
            "map-pin": "location-dot map-marker map-marker-alt",
            "maximize": "expand expand-arrows-alt",
            "menu": "bars navicon",
            "message-circle": "comment",
            "message-square": "comment-alt message",
            "messages-square": "comments",
            "mic": "microphone",
            "minimize": "compress",
            "monitor": "desktop display",
            "move": "arrows-alt up-down-left-right",
            "network": "project-diagram sitemap",
            "pencil": "pen pencil-alt",
            "percent": "percentage",
            "phone": "phone-alt",
            "power": "power-off",
            "printer": "print",
            "qr-code": "qrcode",
            "refresh-cw": "refresh rotate sync sync-alt arrows-rotate",
            "rotate-ccw": "undo-alt",
            "rotate-ccw-clock": "clock-rotate-left",
            "rotate-cw": "redo-alt",
            "save": "floppy-disk floppy-o",
            "scissors": "cut",
            "search": "magnifying-glass",
            "send": "paper-plane",
            "settings": "cog cogs gear gears",
            "share-2": "share-alt share-nodes",
            "shield": "shield-alt shield-halved",
            "shopping-cart": "cart-shopping",
            "sliders-horizontal": "sliders sliders-h",
            "smartphone": "mobile mobile-alt mobile-screen",
            "square": "stop",
            "square-pen": "edit pen-to-square",
            "star-half": "star-half-alt star-half-stroke",
            "tablet": "tablet-alt",
            "timer": "stopwatch",
            "toggle-left": "toggle-off",
            "toggle-right": "toggle-on",
            "trash": "trash-alt trash-can",
            "triangle-alert": "exclamation-triangle triangle-exclamation warning",
            "users": "user-friends user-group",
            "volume-2": "volume-high volume-up",
            "volume-x": "volume-mute volume-xmark",
            "wrench": "screwdriver-wrench tools",
            "x": "close times xmark",
            "zap": "bolt flash",
        }.items()
        for other in others.split()
    }
)


def strip_prefix(name: str) -> str:
    """Return a name without what tells that it is one of Font Awesome's."""
    found = _PREFIX.match(name)
    return name[found.end() :] if found else name
