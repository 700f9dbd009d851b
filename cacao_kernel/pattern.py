"""Pattern: a route as it was written, such as ``/users/{id:int}``, and the paths it matches.

Matching goes step by step between the slashes, so that its time grows with the path alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from .convertor import CONVERTORS, Convertor
from .errors import RouteError, nearest

_PARAMETER = re.compile(r"\{([^{}]*)\}")
_DEFAULT = "str"
_REST = "path"


class _Step(NamedTuple):
    """What stands between two slashes: text, a parameter, text."""

    before: str
    name: str
    convertor: str
    after: str

    def read(self, text: str) -> Any:
        """Return the value of the parameter in a part of a path; raise ValueError if it does not fit."""
        end = len(text) - len(self.after)
        if not (text.startswith(self.before) and text.endswith(self.after) and end > len(self.before)):
            raise ValueError(text)
        return CONVERTORS[self.convertor].read(text[len(self.before) : end])

    @property
    def shape(self) -> str:
        """The step without the parameter's name: two of the same shape match the same texts."""
        return f"{self.before}{{{self.convertor}}}{self.after}"


class Pattern:
    """A route's path, read once.

    Args:
        path: the route as it was written.
        where: file and line, for errors.

    Raises:
        RouteError: if a parameter cannot be read.
    """

    def __init__(self, path: str, where: str) -> None:
        self.path = path
        self._where = where
        self._steps = [self._step(text) for text in path.split("/")]
        names = [step.name for step in self._steps if isinstance(step, _Step)]
        for name in names:
            if names.count(name) > 1:
                raise self._error(f'the route names "{name}" twice', "Give each parameter its own name.")
        self._takes_rest = isinstance(self._steps[-1], _Step) and self._steps[-1].convertor == _REST
        if any(isinstance(step, _Step) and step.convertor == _REST for step in self._steps[:-1]):
            raise self._error("nothing can follow a path parameter", "Put {…:path} at the end.")

    @property
    def parameters(self) -> Mapping[str, Convertor]:
        """The convertor of each parameter, by its name."""
        return {step.name: CONVERTORS[step.convertor] for step in self._steps if isinstance(step, _Step)}

    @property
    def shape(self) -> str:
        """The route without the names of its parameters."""
        return "/".join(step.shape if isinstance(step, _Step) else step for step in self._steps)

    def match(self, path: str) -> dict[str, Any] | None:
        """Return the values of the parameters in a path; None if the path is another's."""
        texts = path.split("/", len(self._steps) - 1 if self._takes_rest else -1)
        if len(texts) != len(self._steps):
            return None
        values: dict[str, Any] = {}
        try:
            for step, text in zip(self._steps, texts, strict=True):
                if isinstance(step, _Step):
                    values[step.name] = step.read(text) if text or step.convertor != _REST else ""
                elif step != text:
                    return None
        except ValueError:
            return None
        return values

    def _step(self, text: str) -> str | _Step:
        found = _PARAMETER.findall(text)
        before, *after = _PARAMETER.sub("\0", text).split("\0")
        if len(after) > 1:
            raise self._error("between two slashes stands one parameter", f'"{text}" has more.')
        if "{" in before + "".join(after) or "}" in before + "".join(after):
            raise self._error(f'a brace is not closed in "{text}"', 'A parameter is written "{name}".')
        if not after:
            return text
        name, colon, convertor = found[0].partition(":")
        if not name.isidentifier():
            raise self._error(f'"{name}" is no name of a parameter', 'Write "{name}" or "{name:int}".')
        if not colon:
            convertor = _DEFAULT
        if convertor not in CONVERTORS:
            cure = nearest(convertor, CONVERTORS) or f"There are {', '.join(CONVERTORS)}."
            raise self._error(f'there is no convertor "{convertor}"', cure)
        if convertor == _REST and (before or after[0]):
            raise self._error("a path parameter stands alone", f'Write "/{{{name}:path}}".')
        return _Step(before, name, convertor, after[0])

    def _error(self, what: str, cure: str) -> RouteError:
        return RouteError(what, where=self._where, got=repr(self.path), cure=cure)
