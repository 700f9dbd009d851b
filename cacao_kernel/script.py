"""Scripts: a module of JavaScript as tokens, each with the part that it plays where it stands.

No grammar is needed for that: the token before, and the bracket around, tell what a brace holds, whether a
slash divides, and whether a name is that of a variable or of a property.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .errors import CacaoError

_TOKEN = re.compile(
    r"""
      (?P<space> \s+ | //[^\n\r\u2028\u2029]* | /\*.*?\*/ )
    | (?P<name> \#?(?:[^\W\d]|\$)[\w$]* )
    | (?P<number> 0[xXbBoO][\da-fA-F_]+n? | (?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?n? )
    | (?P<text> "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' )
    | (?P<sign> >>>?=? | \.\.\. | [!=]==? | \*\*=? | <<=? | &&=? | \|\|=? | \?\?=? | \?\.(?!\d) | =>
        | \+\+ | -- | [<>+\-*/%&|^]= | [{}()\[\];,<>+\-*/%&|^!~?:=.] )
    """,
    re.VERBOSE | re.DOTALL,
)
_PATTERN = re.compile(r"/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/\w*")
_TEMPLATE = re.compile(r"[`}](?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{)", re.DOTALL)
_LINE_END = re.compile("[\n\r\u2028\u2029]")

_VALUES = frozenset("this super null true false".split())
KEYWORDS = _VALUES | frozenset(
    "await break case catch class const continue debugger default delete do else export extends finally for "
    "function if import in instanceof let new of return switch throw try typeof var void while with "
    "yield".split()
)
_CONTROL = frozenset("if while for with switch catch".split())
_MODIFIERS = frozenset("static async get set *".split())
_BEFORE_STATEMENT = frozenset("else do try finally catch export".split())
_STATEMENT_SIGNS = {("{", "block"), ("{", "body"), (":", "case"), (":", "label"), (")", "control")}
_PAIRS = {"(": ")", "[": "]", "{": "}"}


class ScriptError(CacaoError):
    """A script holds what cannot be made shorter without changing what it does.

    Args:
        what: what stands there.
        line: the line it stands on.
        name: what the script is called.
    """

    def __init__(self, what: str, line: int, name: str = "script") -> None:
        super().__init__(what, where=f"{name}:{line}")
        self.what = what
        self.line = line


@dataclass(slots=True)
class Token:
    """A piece of a script.

    Attributes:
        kind: ``name``, ``keyword``, ``number``, ``text`` (a string, template or pattern) or ``sign``.
        text: as it is spelled.
        line: the line it stands on.
        is_first: whether a line of code begins with it.
        around: the index of the bracket it stands in, -1 outside of all.
        pair: of a bracket or a piece of a template, the index of the one that closes it or that it closes.
        part: of a name, what it names: ``variable``, ``property``, ``shorthand`` (both), ``specifier`` (of
            an import or export) or ``label``; of a bracket, what it holds; of a colon, what it ends.
        is_declared: of a brace, whether a function, method or class ends with it that is no value.
    """

    kind: str
    text: str
    line: int
    is_first: bool
    around: int
    pair: int = -1
    part: str = ""
    is_declared: bool = False

    def ends_value(self) -> bool:
        """Tell whether a value, or what may be one, ends with this token."""
        if self.kind == "keyword":
            return self.text in _VALUES
        if self.kind == "text":
            return not (self.text[0] in "`}" and self.text[-1] == "{")
        if self.text == "}":
            return self.part in ("object", "body", "class", "names") and not self.is_declared
        if self.text == ")":
            return self.part != "control"
        return self.kind != "sign" or self.text in ("]", "++", "--")


def read_script(source: str) -> list[Token]:
    """Return the tokens of a module, without spaces and comments."""
    return _Reader(source).read()


def refusal(token: Token, what: str) -> ScriptError:
    """Return an error that names the line of a token."""
    return ScriptError(what, token.line)


@dataclass(slots=True)
class _Frame:
    opener: int
    part: str
    questions: int = 0
    in_case: bool = False
    classes: int = 0
    declares: bool = False


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens: list[Token] = []
        self.frames = [_Frame(-1, "block")]

    def read(self) -> list[Token]:
        place, line, is_first = 0, 1, True
        while place < len(self.source):
            kind, text = self._match(place, line)
            is_end = bool(_LINE_END.search(text))
            if kind == "space":
                is_first = is_first or is_end
            else:
                self._add(Token(kind, text, line, is_first, self.frames[-1].opener))
                is_first = False
            line += text.count("\n")
            place += len(text)
        if len(self.frames) > 1:
            raise refusal(self.tokens[self.frames[-1].opener], "a bracket is not closed")
        for token, following in zip(self.tokens, self.tokens[1:], strict=False):
            self._look_ahead(token, following)
        return self.tokens

    def _match(self, place: int, line: int) -> tuple[str, str]:
        letter = self.source[place]
        found = _TOKEN.match(self.source, place)
        kind = (found and found.lastgroup) or "text"
        if letter == "`" or (letter == "}" and self.frames[-1].part == "template"):
            kind, found = "text", _TEMPLATE.match(self.source, place)
        elif letter == "/" and kind == "sign" and not (self.tokens and self.tokens[-1].ends_value()):
            kind, found = "text", _PATTERN.match(self.source, place)
        if found is None:
            raise ScriptError(f"{self.source[place : place + 20]!r} is not understood", line)
        return kind, found[0]

    def _add(self, token: Token) -> None:
        if token.kind == "name":
            self._add_name(token)
        elif token.kind == "sign":
            self._add_sign(token)
        else:
            self.tokens.append(token)
            if token.text[0] == "}":
                self._close(token, "}")
            if token.text[0] in "`}" and token.text[-1] == "{":
                token.part = "template"
                self.frames.append(_Frame(len(self.tokens) - 1, "template"))

    def _add_name(self, token: Token) -> None:
        frame = self.frames[-1]
        last = self.tokens[-1].text if self.tokens else ""
        if last in (".", "?.") or token.text[0] == "#":
            token.part = "property"
        elif self._is_key(token):
            token.part = "key"
        elif frame.part == "names":
            token.part = "specifier"
        elif token.text in KEYWORDS:
            token.kind = "keyword"
            frame.in_case = frame.in_case or token.text == "case"
            if token.text == "class":
                frame.classes += 1
                frame.declares = self._begins(len(self.tokens), token)
        else:
            token.part = "label" if last in ("break", "continue") and not token.is_first else "variable"
        self.tokens.append(token)

    def _is_key(self, token: Token) -> bool:
        """Tell whether a name stands where an object or a class names what it holds."""
        frame = self.frames[-1]
        if frame.part not in ("object", "class"):
            return False
        index = len(self.tokens) - 1
        while self.tokens[index].text in _MODIFIERS and index > frame.opener:
            index -= 1
        last = self.tokens[index]
        if frame.part == "object":
            return index == frame.opener or last.text == ","
        return index == frame.opener or last.text in (";", "}") or (token.is_first and last.ends_value())

    def _add_sign(self, token: Token) -> None:
        frame, text = self.frames[-1], token.text
        last = self.tokens[-1] if self.tokens else None
        if text == "?":
            frame.questions += 1
        elif text == ":":
            token.part = self._colon(frame, last)
        elif text == "(":
            token.part = "control" if self._is_controlled(last) else "group"
        elif text == "{":
            token.part = self._brace(frame, last, token)
        self.tokens.append(token)
        if text in _PAIRS:
            self.frames.append(_Frame(len(self.tokens) - 1, token.part))
        elif text in (")", "]", "}"):
            self._close(token, text)

    def _close(self, token: Token, text: str) -> None:
        frame = self.frames.pop()
        opener = self.tokens[frame.opener]
        if not self.frames or text != ("}" if frame.part == "template" else _PAIRS[opener.text]):
            raise refusal(token, f'a "{text}" closes nothing')
        token.around, token.pair, opener.pair = opener.around, frame.opener, len(self.tokens) - 1
        token.part, token.is_declared = opener.part, opener.is_declared

    def _is_controlled(self, last: Token | None) -> bool:
        if last is None or last.kind != "keyword":
            return False
        is_awaited = last.text == "await" and len(self.tokens) > 1 and self.tokens[-2].text == "for"
        return is_awaited or last.text in _CONTROL

    def _colon(self, frame: _Frame, last: Token | None) -> str:
        if frame.questions:
            frame.questions -= 1
            return "choice"
        if frame.in_case or (last and last.text == "default" and last.kind == "keyword"):
            frame.in_case = False
            return "case"
        return "entry" if frame.part == "object" else "label"

    def _brace(self, frame: _Frame, last: Token | None, token: Token) -> str:
        if frame.classes:
            frame.classes -= 1
            token.is_declared = frame.declares
            return "class"
        if last and last.text == "=>":
            return "body"
        if last and last.text == ")" and last.part != "control":
            return self._behind_group(frame, last, token)
        if last and (last.text in ("import", "export") or (last.text == "," and self._imports())):
            return "names"
        is_static = last is not None and last.text == "static" and frame.part == "class"
        return "block" if is_static or self._begins(len(self.tokens), token) else "object"

    def _behind_group(self, frame: _Frame, group: Token, token: Token) -> str:
        start = group.pair - 1
        if self.tokens[start].kind == "name":
            start -= 1
        if self.tokens[start].text == "*":
            start -= 1
        if start >= 0 and self.tokens[start].text == "function" and self.tokens[start].kind == "keyword":
            start -= self.tokens[start - 1].text == "async"
            token.is_declared = self._begins(start, self.tokens[start])
            return "body"
        token.is_declared = frame.part == "class"
        return "body" if frame.part in ("class", "object") else "block"

    def _imports(self) -> bool:
        return len(self.tokens) > 2 and self.tokens[-3].text == "import" and self.tokens[-3].kind == "keyword"

    def _begins(self, index: int, token: Token) -> bool:
        """Tell whether a statement begins with the token of this index."""
        if index == 0:
            return True
        last = self.tokens[index - 1]
        if last.kind == "keyword" and last.text == "default":
            return self.tokens[index - 2].text == "export" and token.text != "{"
        if last.kind == "keyword" and last.text in _BEFORE_STATEMENT:
            return True
        if last.kind == "sign" and (last.text == ";" or (last.text, last.part) in _STATEMENT_SIGNS):
            return True
        if last.text == "}" and not last.ends_value():
            return True
        return token.is_first and last.ends_value()

    def _look_ahead(self, token: Token, following: Token) -> None:
        """Correct what a name is by the token behind it."""
        if token.part == "variable" and following.text == ":" and following.part == "label":
            token.part = "label"
        elif token.part == "key":
            is_both = self.tokens[token.around].part == "object" and following.text in (",", "}", "=")
            token.part = "shorthand" if is_both else "property"
