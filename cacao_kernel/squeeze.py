"""Squeeze: a script in fewer letters, that does the same.

Variables get short names, constants that only name a text or a number are written out, and spaces, comments
and signs that mean nothing are left out. Properties keep their names, as nobody can tell who else knows them;
private ones get short names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, product
from types import MappingProxyType

from .scopes import Binding, Scopes
from .script import KEYWORDS, ScriptError, Token, read_script, refusal

# Longer texts are written out only if they stand in one place.
MAX_LITERAL = 40

_VARIABLES = ("variable", "shorthand", "imported", "exported")
# Words that are no keywords everywhere; a variable that is called so keeps its name, and no other gets it.
_SPECIAL = frozenset("arguments as async from get set static undefined".split())
_RESERVED = (
    KEYWORDS | _SPECIAL | frozenset("enum implements interface package private protected public".split())
)
# The letters in the order in which scripts use them most, so that names look like what stands around them.
_LETTERS = "etnsoriacdlumphfgbvywkxqjzETNSORIACDLUMPHFGBVYWKXQJZ"
# What goes on with a value that the line before ended with.
_CONTINUING = frozenset(") ] } , ; . ?. ? : = => == === != !== && || ?? * / % < > <= >= | & ^ += -=".split())
_BEFORE_PARENTHESES = frozenset("?. * function new import".split())
_TRUTHS = MappingProxyType({"true": "!0", "false": "!1"})
_ALONE = frozenset("return break continue throw yield debugger".split())


@lru_cache(maxsize=256)
def squeeze_script(text: str, name: str = "script") -> str:
    """Return a module in fewer letters, which does, imports and exports the same.

    Functions and classes that are not exported are called otherwise, so their ``name`` tells nothing.

    Args:
        text: the module.
        name: what an error calls it.

    Raises:
        ScriptError: if it holds what cannot be renamed for sure, such as ``var``, ``eval`` or ``with``.
    """
    try:
        return _Squeezer(read_script(text)).squeeze()
    except ScriptError as error:
        raise ScriptError(error.what, error.line, name) from None


class _Squeezer:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.scopes = Scopes(tokens)
        self.bindings: defaultdict[str, list[Binding]] = defaultdict(list)
        self.uses: defaultdict[str, list[int]] = defaultdict(list)
        self.spelled: dict[str, str] = {}
        self.dropped: set[int] = set()
        self.joined: set[int] = set()
        for binding in self.scopes.bindings:
            self.bindings[binding.name].append(binding)
        for index, token in enumerate(tokens):
            if token.kind == "name" and token.part in _VARIABLES:
                self.uses[token.text].append(index)
                if token.text == "eval":
                    raise refusal(token, "`eval` may name any variable")

    def squeeze(self) -> str:
        self._write_out_constants()
        self._drop_parentheses()
        self._join_declarations()
        self._shorten_names()
        return "".join(self._pieces()) + "\n"

    # Constants

    def _write_out_constants(self) -> None:
        for statement in self.scopes.statements:
            start, end = statement.start, statement.end
            if end == start + 4 and self._stands_for(start, self.tokens[start + 3]):
                self.spelled[self.tokens[start + 1].text] = self.tokens[start + 3].text
                self.dropped.update(range(start, end + 1))

    def _stands_for(self, start: int, literal: Token) -> bool:
        """Tell whether a constant may be written out wherever it is named."""
        name = self.tokens[start + 1].text
        if self.tokens[start].text != "const" or self.tokens[start].around >= 0 or name in _RESERVED:
            return False
        # Without its semicolon, the line before could go on with the line behind.
        if start and (self.tokens[start - 1].text == "export" or self.tokens[start - 1].ends_value()):
            return False
        if literal.kind != "number" and not (literal.kind == "text" and literal.text[0] in "\"'"):
            return False
        uses = self.uses[name]
        if len(self.bindings[name]) > 1 or (len(literal.text) > MAX_LITERAL and len(uses) > 2):
            return False
        return all(
            self.tokens[use].part in ("variable", "shorthand") and self._ends_here(use) for use in uses
        )

    def _ends_here(self, index: int) -> bool:
        """Tell whether nothing is taken from what a name stands for: `1.a` would be no script."""
        following = self.tokens[index + 1 : index + 2]
        return not following or not following[0].text.startswith((".", "?.", "[", "(", "`", "**"))

    # Signs

    def _drop_parentheses(self) -> None:
        """Take off those that hold a name alone, as a cast of its type leaves them, or a whole value."""
        for start, token in enumerate(self.tokens):
            if token.text == "(" and token.part == "group" and start > 0:
                is_name = token.pair == start + 2 and self._is_plain(self.tokens[start + 1])
                if (is_name and self._wraps_name(start)) or (not is_name and self._wraps_value(start)):
                    self.dropped |= {start, token.pair}

    def _is_plain(self, token: Token) -> bool:
        return token.part == "variable" and token.text not in _RESERVED and token.text not in self.spelled

    def _wraps_name(self, start: int) -> bool:
        before, opener = self.tokens[start - 1], self.tokens[start]
        if before.ends_value() or before.text in _BEFORE_PARENTHESES or self._is_broken(start):
            return False
        return opener.pair + 1 == len(self.tokens) or self.tokens[opener.pair + 1].text != "{"

    def _wraps_value(self, start: int) -> bool:
        """Tell whether what stands before and behind the parentheses ends a value just as well."""
        before, opener = self.tokens[start - 1], self.tokens[start]
        behind = self.tokens[opener.pair + 1].text if opener.pair + 1 < len(self.tokens) else ""
        if before.kind == "name" or before.text not in ("=", "return") or behind not in (";", "}"):
            return False
        # Before the first semicolon of a loop, `in` means something else without parentheses.
        in_loop = opener.around >= 0 and self.tokens[opener.around].part == "control"
        if in_loop or self._is_broken(start):
            return False
        inner = self.tokens[start + 1 : opener.pair]
        return not any(token.text == "," and token.around == start for token in inner)

    def _is_broken(self, start: int) -> bool:
        """Tell whether a line ends at one of the parentheses, and might then end more than that."""
        return any(self.tokens[place].is_first for place in (start, start + 1, self.tokens[start].pair))

    def _join_declarations(self) -> None:
        """Let declarations that follow each other share their first word."""
        starts = {statement.start for statement in self.scopes.statements}
        for statement in self.scopes.statements:
            following = statement.end + 1
            while following in self.dropped:
                following += 1
            is_exported = statement.start > 0 and self.tokens[statement.start - 1].text == "export"
            if statement.end in self.dropped or following not in starts or is_exported:
                continue
            if self._spell(self.tokens[following]) == self._spell(self.tokens[statement.start]):
                self.joined.add(statement.end)
                self.dropped.add(following)

    # Names

    def _shorten_names(self) -> None:
        names = sorted(filter(self._may_be_renamed, self.uses), key=lambda name: -len(self.uses[name]))
        kept = (self.uses.keys() - set(names)) | _RESERVED
        given: defaultdict[str, list[Binding]] = defaultdict(list)
        for name in names:
            bindings = self.bindings[name]
            for short in _short_names():
                if short not in kept and not _meet(bindings, given[short]):
                    given[short] += bindings
                    self.spelled[name] = short
                    break
        # What begins with # is known to the classes of this script alone.
        private = Counter(token.text for token in self.tokens if _is_private(token))
        for (name, _), short in zip(private.most_common(), _short_names(), strict=False):
            self.spelled[name] = f"#{short}"

    def _may_be_renamed(self, name: str) -> bool:
        """Tell whether a name is always that of a variable of this script, and not the browser's own."""
        if name in _RESERVED or name in self.scopes.exported or name in self.spelled:
            return False
        bindings = self.bindings.get(name, [])
        return all(any(one.start <= use < one.end for one in bindings) for use in self.uses[name])

    # Writing

    def _pieces(self) -> Iterator[str]:
        kept = [index for index in range(len(self.tokens)) if index not in self.dropped]
        last, spelled = None, ""
        for index, following in pairwise([*kept, len(self.tokens)]):
            token = self.tokens[index]
            if last and following < len(self.tokens) and self._means_nothing(last, token, following):
                continue
            text = "," if index in self.joined else self._spell(token)
            if token.kind == "keyword" and token.text in _TRUTHS and self._ends_here(index):
                text = _TRUTHS[token.text]
            if last:
                yield self._between(last, spelled, token, text)
            yield text
            last, spelled = token, text

    def _means_nothing(self, last: Token, token: Token, following: int) -> bool:
        """Tell whether a semicolon or comma stands before what ends the same."""
        end = self.tokens[following].text
        if token.text == "," and end in ("}", "]", ")"):
            return last.ends_value()
        is_end = token.text == ";" and end == "}"
        return is_end and (last.ends_value() or (last.kind == "keyword" and last.text in _ALONE))

    def _spell(self, token: Token) -> str:
        if _is_private(token):
            return self.spelled[token.text]
        if token.kind == "keyword" and token.text == "const":
            return "let"  # a script that runs gives nothing to it again
        if token.kind != "name" or token.part not in _VARIABLES:
            return token.text
        text = self.spelled.get(token.text, token.text)
        if text == token.text or token.part == "variable":
            return text
        if token.part == "shorthand":
            return f"{token.text}:{text}"
        return f"{token.text} as {text}" if token.part == "imported" else f"{text} as {token.text}"

    def _between(self, last: Token, spelled: str, token: Token, text: str) -> str:
        """Return what has to stand between two tokens, so that they are read as two, or a line ends there."""
        if token.is_first and last.ends_value():
            in_class = token.around >= 0 and self.tokens[token.around].part == "class"
            if token.text not in _CONTINUING or (in_class and token.text == "*"):
                return "\n"
        if token.is_first and last.kind == "keyword" and last.text in _ALONE and token.text not in (";", "}"):
            return "\n"
        before, behind = spelled[-1], text[0]
        is_pattern = before == "/" and last.kind == "text"
        if (_is_word(before) or is_pattern) and _is_word(behind):
            return " "
        if before == behind and before in "+-/":
            return " "
        return " " if last.kind == "number" and behind == "." else ""


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter in "_$#"


def _is_private(token: Token) -> bool:
    return token.kind == "name" and token.text[0] == "#"


def _meet(bindings: list[Binding], others: list[Binding]) -> bool:
    """Tell whether some of these are seen where some of those are, too."""
    return any(one.start < other.end and other.start < one.end for one in bindings for other in others)


def _short_names() -> Iterator[str]:
    for length in (1, 2, 3):
        for letters in product(_LETTERS, repeat=length):
            yield "".join(letters)
