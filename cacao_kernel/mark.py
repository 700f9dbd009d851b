"""Marks: what proves to the server that an event meant the very node and handlers the page painted."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections import ChainMap
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson

from .node import Action
from .region import Region


def make_mark(key: bytes, region: Region, actions: Mapping[str, Action]) -> str:
    """Return the mark of a node: a few characters of a keyed hash, the same in every process.

    It covers the component the node stands in, and each handler's name and params. Params
    never travel: the hash alone does, and the handler gets those of the server's own tree.

    Args:
        key: the session's key for marks.
        region: the region the node is built in.
        actions: the node's handlers by kind of event.
    """
    around = {id(outer.component): outer.identity for outer in region.chain() if outer.component is not None}
    identities = ChainMap(around, region.known)
    meant = [
        region.identity,
        [[kind, action.name, _stable(action.params, identities)] for kind, action in sorted(actions.items())],
    ]
    digest = hashlib.blake2b(_dump(meant), key=key, digest_size=6).digest()
    return urlsafe_b64encode(digest).decode()


def _stable(value: Any, identities: Mapping[int, str]) -> Any:
    """Return params with the ``id()`` of a component around or inside replaced by its identity."""
    if isinstance(value, dict):
        return {str(name): _stable(inner, identities) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_stable(inner, identities) for inner in value]
    if type(value) is int and value in identities:
        return {"id": identities[value]}
    return value


def _dump(meant: list[Any]) -> bytes:
    try:
        return orjson.dumps(meant, default=_describe, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # an integer past 64 bits, or a type orjson never hands to default
        return json.dumps(meant, default=_describe, sort_keys=True).encode()


def _describe(value: object) -> str:
    """Spell what JSON cannot hold, or name its type: an address would differ from process to process."""
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(repr, value)))}}}"
    if isinstance(value, Decimal | bytes):
        return repr(value)
    return f"{type(value).__module__}.{type(value).__qualname__}"
