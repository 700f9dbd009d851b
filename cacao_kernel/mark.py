"""Marks: what proves to the server that an event meant the very node and handlers the page painted."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections import ChainMap
from collections.abc import Mapping
from typing import Any

import orjson

from .likeness import like_function, like_value
from .node import Action
from .region import Region


def make_mark(key: bytes, region: Region, actions: Mapping[str, Action], *, keyed: bool) -> str:
    """Return the mark of a node: a few characters of a keyed hash, the same in every process.

    It covers the component the node stands in, and each handler's name or code, params and bound
    State. Params never travel: the hash alone does, and the handler gets those of the server's own tree.

    Args:
        key: the session's key for marks.
        region: the region the node is built in.
        actions: the node's handlers by kind of event.
        keyed: whether a key stands above the node. Then the key says which node is meant, and what
            a handler closes over may change; else it counts.
    """
    around = {id(outer.component): outer.identity for outer in region.chain() if outer.component is not None}
    identities = ChainMap(around, region.known) if around else region.known
    meant = [
        region.identity,
        [
            [kind, *_like_action(action, identities, values=not keyed)]
            for kind, action in sorted(actions.items())
        ],
    ]
    digest = hashlib.blake2b(_dump(meant), key=key, digest_size=6).digest()
    return urlsafe_b64encode(digest).decode()


def _like_action(action: Action, identities: Mapping[int, str], *, values: bool) -> list[Any]:
    handler = action.handler
    told = like_function(handler, identities, values=values) if callable(handler) else handler
    bound = action.bind
    held = identities.get(id(getattr(bound, "instance", None)), "")
    return [told, like_value(dict(action.params), identities), bound and [bound.name, held]]


def _dump(meant: list[Any]) -> bytes:
    try:
        return orjson.dumps(meant, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # half a character
        return json.dumps(meant, sort_keys=True).encode()
