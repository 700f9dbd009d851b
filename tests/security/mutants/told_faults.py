"""A build that shows the visitor of a production server what went wrong."""

from __future__ import annotations

from cacao_kernel import fault

real = fault.tell_fault


def tell(error: BaseException, where: str, apology: str, *, development: bool) -> str:
    return real(error, where, apology, development=True)


fault.tell_fault = tell
