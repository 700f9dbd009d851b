"""All rows, in the order of the table."""

from __future__ import annotations

from .rows import (
    blocking,
    clicks,
    durable,
    edits,
    kit,
    loading,
    paged,
    process,
    pushes,
    server,
    tables,
    typing,
    waves,
)

ROWS = (
    clicks.CLICKS,
    *server.ROWS,
    *tables.ROWS,
    *paged.ROWS,
    *typing.ROWS,
    *edits.ROWS,
    clicks.TABLES,
    *pushes.ROWS,
    *loading.ROWS,
    *process.ROWS,
    *blocking.ROWS,
    *waves.ROWS,
    *durable.ROWS,
    *kit.ROWS,
)
