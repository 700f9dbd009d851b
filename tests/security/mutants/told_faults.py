"""A build that shows the visitor of a production server what went wrong."""

from __future__ import annotations

from cacao_kernel import fault, teller

real = fault.spell_fault


def tell(error: BaseException, where: str, apology: str, error_id: str, *, development: bool) -> str:
    return real(error, where, apology, error_id, development=True)


fault.spell_fault = teller.spell_fault = tell
