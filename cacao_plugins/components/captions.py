"""Captions: what people call that which has a name in code."""

from __future__ import annotations

_LETTERS = frozenset(
    """ai api arr bic cpu crm css csv dns eur gbp gpu html http https iban id ip isbn json kpi mrr pdf png
    ram sku sms sql ssh ssl tls ui uri url usd utc uuid ux vat vpn xml""".split()
)


def caption(name: str) -> str:
    """Return a name as people read it: ``ip_address`` becomes ``IP address``."""
    words = [word.upper() if word in _LETTERS else word for word in name.replace("_", " ").split()]
    text = " ".join(words)
    return f"{text[:1].upper()}{text[1:]}"
