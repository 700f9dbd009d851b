"""A build that takes anybody's word on where a visitor comes from."""

from __future__ import annotations

import uvicorn

real = uvicorn.Config.__init__


def init(self: uvicorn.Config, *args: object, **more: object) -> None:
    real(self, *args, **{**more, "proxy_headers": True, "forwarded_allow_ips": "*"})  # type: ignore[arg-type]


uvicorn.Config.__init__ = init  # type: ignore[method-assign]
