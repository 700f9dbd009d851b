"""All rows, in the order of the table."""

from __future__ import annotations

from .rows import blocking, clicks, durable, loading, paged, process, pushes, server, tables, waves

ROWS = (
    clicks.CLICKS,
    *server.ROWS,
    *tables.ROWS,
    *paged.ROWS,
    clicks.TABLES,
    *pushes.ROWS,
    *loading.ROWS,
    *process.ROWS,
    *blocking.ROWS,
    *waves.ROWS,
    *durable.ROWS,
)
