"""Scopes: which variables a script declares, and from where to where each of them is seen."""

from __future__ import annotations

from dataclasses import dataclass

from .script import Token, refusal

_UNARY = frozenset("{ ! ~ ++ --".split())


@dataclass(frozen=True, slots=True)
class Binding:
    """A variable, parameter, function, class or import.

    Attributes:
        name: what it is called.
        place: the index of the token that declares it.
        start: the index of the first token from which on it is seen.
        end: the index of the first token behind all that see it.
    """

    name: str
    place: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Declarations with ``const`` or ``let`` that end with a semicolon.

    Attributes:
        start: the index of its first token.
        end: the index of the semicolon.
    """

    start: int
    end: int


class Scopes:
    """What a script declares.

    Attributes:
        bindings: all that is declared, in order of the words that declare it.
        exported: the names under which others import what is declared.
        statements: the declarations of variables.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.bindings: list[Binding] = []
        self.exported: set[str] = set()
        self.statements: list[Statement] = []
        self._tokens = tokens
        try:
            self._read()
        except IndexError:
            raise refusal(tokens[-1], "the script ends in the midst of a statement") from None

    def _read(self) -> None:
        for index, token in enumerate(self._tokens):
            if token.kind == "keyword":
                self._read_keyword(index, token)
            elif token.text == "=>":
                self._read_arrow(index)
            elif token.text == "{" and token.part == "body" and self._text(index - 1) == ")":
                self._read_parameters(self._tokens[index - 1].pair, token.pair)

    def _text(self, index: int) -> str:
        return self._tokens[index].text if 0 <= index < len(self._tokens) else ""

    def _read_keyword(self, index: int, token: Token) -> None:
        match token.text:
            case "const" | "let":
                self._read_variables(index)
            case "function" | "class":
                self._read_named(index)
            case "catch" if self._text(index + 1) == "(":
                group = index + 1
                self._read_parameters(group, self._tokens[self._tokens[group].pair + 1].pair)
            case "import" if self._text(index + 1) not in ("(", "."):
                self._read_import(index)
            case "export" if self._text(index + 1) == "{":
                self._read_export(index + 1)
            case "var":
                raise refusal(token, "`var` is seen from too far away to be renamed; write `let`")
            case "with" if self._text(index + 1) == "(":
                raise refusal(token, "what `with` does to names cannot be told; write it out")
            case _:
                pass

    def _surroundings(self, index: int) -> tuple[int, int]:
        """Return from where to where is seen what stands here: as far as the braces around reach."""
        around = self._tokens[index].around
        return (around, self._tokens[around].pair) if around >= 0 else (-1, len(self._tokens))

    def _bind(self, place: int, extent: tuple[int, int]) -> None:
        token = self._tokens[place]
        if token.kind != "name":
            raise refusal(token, f'"{token.text}" is no name that can be declared')
        self.bindings.append(Binding(token.text, place, *extent))

    # What declares

    def _read_variables(self, index: int) -> None:
        extent = self._surroundings(index)
        if extent[0] >= 0 and self._tokens[extent[0]].text == "(":  # of a loop: seen in it alone
            extent = (extent[0], self._statement_end(extent[1] + 1))
        first = len(self.bindings)
        place = index
        while place == index or self._text(place) == ",":
            place = self._read_default(self._read_pattern(place + 1, extent))
        if self._text(index - 1) == "export":
            self.exported |= {binding.name for binding in self.bindings[first:]}
        if self._text(place) == ";" and self._text(extent[0]) != "(":
            self.statements.append(Statement(index, place))

    def _read_named(self, index: int) -> None:
        """Read the name of a function or class, which is seen outside of it only if that is a statement."""
        name = index + (2 if self._text(index + 1) == "*" else 1)
        brace = name
        while not (self._text(brace) == "{" and self._tokens[brace].part in ("body", "class")):
            brace = self._behind(brace)
        if self._tokens[name].kind != "name" or self._text(name) == "extends":
            return
        is_declared = self._tokens[brace].is_declared
        self._bind(name, self._surroundings(index) if is_declared else (index, self._tokens[brace].pair))
        before = index - 2 if self._text(index - 1) == "async" else index - 1
        if self._text(before) in ("export", "default"):
            self.exported.add(self._text(name))

    def _read_arrow(self, index: int) -> None:
        body = index + 1
        is_block = self._tokens[body].part == "body" and self._text(body) == "{"
        end = self._tokens[body].pair if is_block else self._expression_end(body)
        if self._text(index - 1) == ")":
            self._read_parameters(self._tokens[index - 1].pair, end)
        else:
            self._bind(index - 1, (index - 1, end))

    def _read_parameters(self, group: int, end: int) -> None:
        self._read_list(group, (group, end))

    def _read_import(self, index: int) -> None:
        place = index + 1
        while self._tokens[place].kind != "text":
            token = self._tokens[place]
            if token.part == "specifier":
                is_renamed = self._text(place + 1) == "as"
                token.part = "property" if is_renamed else "imported"
                place += 2 if is_renamed else 0
                self._tokens[place].part = "variable" if is_renamed else "imported"
                self._bind(place, (-1, len(self._tokens)))
            elif token.kind == "name" and token.text not in ("as", "from"):
                self._bind(place, (-1, len(self._tokens)))
            place += 1

    def _read_export(self, brace: int) -> None:
        end = self._tokens[brace].pair
        is_passed_on = self._text(end + 1) == "from"
        for place in range(brace + 1, end):
            token = self._tokens[place]
            if token.text == ",":
                continue
            is_renamed = self._text(place + 1) == "as"
            if is_passed_on or self._text(place - 1) == "as" or token.text == "as":
                token.part = "property"
            else:
                token.part = "variable" if is_renamed else "exported"

    # Patterns: what is taken out of a value

    def _read_pattern(self, place: int, extent: tuple[int, int]) -> int:
        match self._text(place):
            case "...":
                return self._read_pattern(place + 1, extent)
            case "[":
                return self._read_list(place, extent)
            case "{":
                return self._read_object(place, extent)
            case _:
                self._bind(place, extent)
                return place + 1

    def _read_list(self, opener: int, extent: tuple[int, int]) -> int:
        place, end = opener + 1, self._tokens[opener].pair
        while place < end:
            if self._text(place) == ",":
                place += 1
            else:
                place = self._read_default(self._read_pattern(place, extent))
        return end + 1

    def _read_object(self, opener: int, extent: tuple[int, int]) -> int:
        place, end = opener + 1, self._tokens[opener].pair
        while place < end:
            if self._text(place) == ",":
                place += 1
                continue
            if self._text(place) != "..." and self._tokens[place].part != "shorthand":
                place = self._behind(place) + 1  # the key and its colon
            place = self._read_default(self._read_pattern(place, extent))
        return end + 1

    def _read_default(self, place: int) -> int:
        return self._expression_end(place + 1) if self._text(place) == "=" else place

    # How far a piece of code reaches

    def _behind(self, place: int) -> int:
        """Return the index behind a token, or behind the brackets that it opens."""
        while self._tokens[place].pair > place:
            place = self._tokens[place].pair
        return place + 1

    def _expression_end(self, start: int) -> int:
        """Return the index behind an expression that begins here, up to a comma."""
        place, questions = start, 0
        while place < len(self._tokens):
            token = self._tokens[place]
            if place > start and token.is_first and self._ends_line(place):
                break
            if token.text in (",", ";", ")", "]") or (token.text[0] == "}" and token.pair < place):
                break
            if token.text == ":" and questions == 0:
                break
            questions += (token.text == "?") - (token.text == ":")
            place = self._behind(place)
        return place

    def _ends_line(self, place: int) -> bool:
        """Tell whether a new line does here what a semicolon does."""
        token = self._tokens[place]
        if not self._tokens[place - 1].ends_value():
            return False
        if token.kind in ("sign", "text"):
            return token.text in _UNARY or token.text[0] in "\"'"
        return token.text not in ("in", "of", "instanceof")

    def _statement_end(self, place: int) -> int:
        """Return the index behind the statement that begins here."""
        token = self._tokens[place]
        if token.text == "{":
            return token.pair + 1
        if token.part == "label":
            return self._statement_end(place + 2)
        if token.kind == "keyword" and token.text in ("if", "for", "while", "switch"):
            group = place + (2 if self._text(place + 1) == "await" else 1)
            end = self._statement_end(self._tokens[group].pair + 1)
            return self._statement_end(end + 1) if token.text == "if" and self._text(end) == "else" else end
        if token.kind == "keyword" and token.text == "try":
            end = self._tokens[place + 1].pair + 1
            while self._text(end) in ("catch", "finally"):
                brace = self._behind(end + 1) if self._text(end + 1) == "(" else end + 1
                end = self._tokens[brace].pair + 1
            return end
        if token.kind == "keyword" and token.text == "do":
            raise refusal(token, "put braces around the `do` that a loop repeats")
        end = self._expression_end(place)
        while self._text(end) == ",":
            end = self._expression_end(end + 1)
        return end + (self._text(end) == ";")
