"""All rows, in the order of the table."""

from __future__ import annotations

from .rows import server, tables

ROWS = (*server.ROWS, *tables.ROWS)
