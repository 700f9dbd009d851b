"""Shells: scripts that complete the words of a command line, each in the shell's own language."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Option(NamedTuple):
    """An option of a command.

    Attributes:
        names: how it is written, such as ``("-v", "--verbose")``.
        help: what it does.
        takes: whether a value follows.
        choices: the values there are; empty for any.
    """

    names: tuple[str, ...]
    help: str
    takes: bool = False
    choices: tuple[str, ...] = ()


class Place(NamedTuple):
    """Where on the command line somebody stands: behind ``cacao``, ``cacao config``, ``cacao config show`` …

    Attributes:
        words: the commands so far, without ``cacao``.
        commands: those that may follow, with what each does.
        options: those that may follow.
        choices: other words that may follow.
        takes_file: whether the name of a Python file may follow.
    """

    words: tuple[str, ...]
    commands: Mapping[str, str]
    options: tuple[Option, ...]
    choices: tuple[str, ...]
    takes_file: bool

    @property
    def flags(self) -> list[str]:
        """All ways to write its options."""
        return [name for option in self.options for name in option.names]

    @property
    def path(self) -> str:
        """Its words, with a space before each."""
        return "".join(f" {word}" for word in self.words)


def for_bash(places: list[Place]) -> str:
    """Return the script for bash."""
    return "\n".join(
        [
            "# Completes the command cacao in bash. In ~/.bashrc:",
            '#     eval "$(cacao completion bash)"',
            "_cacao() {",
            "    local word=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD-1]} at= i",
            "    for ((i = 1; i < COMP_CWORD; i++)); do",
            '        case "$at ${COMP_WORDS[i]}" in',
            f'            {_either(_paths(places))}) at+=" ${{COMP_WORDS[i]}}" ;;',
            "        esac",
            "    done",
            "    COMPREPLY=()",
            '    case "$at|$last" in',
            *(
                f"        {_either(where)}) {_bash_values(choices)}return ;;"
                for where, choices in _values(places)
            ),
            "    esac",
            '    case "$at" in',
            *(f"        {line}" for place in places for line in _bash_place(place)),
            "    esac",
            "}",
            "complete -F _cacao cacao",
        ]
    )


def _bash_place(place: Place) -> Iterator[str]:
    words = shlex.quote(" ".join([*place.commands, *place.choices, *place.flags]))
    yield f'{shlex.quote(place.path)}) COMPREPLY=($(compgen -W {words} -- "$word"))'
    if place.takes_file:
        yield "    if [[ $word != -* ]]; then"
        yield '        COMPREPLY=($(compgen -f -X "!*.py" -- "$word") $(compgen -d -S / -- "$word"))'
        yield "    fi"
        yield "    compopt -o nospace 2>/dev/null"
    yield "    ;;"


def _bash_values(choices: tuple[str, ...]) -> str:
    return f'COMPREPLY=($(compgen -W {shlex.quote(" ".join(choices))} -- "$word")); ' if choices else ""


def for_zsh(places: list[Place]) -> str:
    """Return the script for zsh."""
    return "\n".join(
        [
            "#compdef cacao",
            "# Completes the command cacao in zsh. In ~/.zshrc, behind compinit:",
            '#     eval "$(cacao completion zsh)"',
            "_cacao() {",
            "    local at= i",
            "    local -a found",
            "    for ((i = 2; i < CURRENT; i++)); do",
            '        case "$at ${words[i]}" in',
            f'            ({_either(_paths(places))}) at+=" ${{words[i]}}" ;;',
            "        esac",
            "    done",
            '    case "$at|${words[CURRENT-1]}" in',
            *(
                f"        ({_either(where)}) {_zsh_values(choices)}return ;;"
                for where, choices in _values(places)
            ),
            "    esac",
            '    case "$at" in',
            *(f"        {line}" for place in places for line in _zsh_place(place)),
            "    esac",
            "}",
            "compdef _cacao cacao",
        ]
    )


def _zsh_place(place: Place) -> Iterator[str]:
    flags = [f"{name}:{option.help}" for option in place.options for name in option.names]
    words = [*(f"{name}:{told}" for name, told in place.commands.items()), *place.choices]
    yield f"({shlex.quote(place.path)})"
    yield "    if [[ $PREFIX == -* ]]; then"
    yield f"        found=({shlex.join(flags)}); _describe option found"
    yield "    else"
    yield f"        found=({shlex.join(words)}); (( $#found )) && _describe command found"
    if place.takes_file:
        yield '        _files -g "*.py"'
    yield "    fi ;;"


def _zsh_values(choices: tuple[str, ...]) -> str:
    return f"compadd -- {shlex.join(choices)}; " if choices else ""


def for_fish(places: list[Place]) -> str:
    """Return the script for fish."""
    lines = [
        "# Completes the command cacao in fish. In ~/.config/fish/config.fish:",
        "#     cacao completion fish | source",
        "complete -c cacao -f",
    ]
    for place in places:
        lines += [
            f"complete -c cacao -n {shlex.quote(_fish_condition(place))} {end}" for end in _fish_ends(place)
        ]
    return "\n".join(lines)


def _fish_condition(place: Place) -> str:
    seen = [f"__fish_seen_subcommand_from {word}" for word in place.words]
    if place.commands:
        seen.append(f"not __fish_seen_subcommand_from {' '.join(place.commands)}")
    return "; and ".join(seen) or "true"


def _fish_ends(place: Place) -> Iterator[str]:
    for name, told in place.commands.items():
        yield f"-a {name} -d {shlex.quote(told)}"
    for choice in place.choices:
        yield f"-a {choice}"
    for option in place.options:
        names = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names]
        values = f" -a {shlex.quote(' '.join(option.choices))}" if option.choices else ""
        takes = f" -x{values}" if option.takes else ""
        yield f"{' '.join(names)}{takes} -d {shlex.quote(option.help)}"
    if place.takes_file:
        yield r"""-a '(__fish_complete_suffix .py | string match -er "(?:\.py|/)(?:\t|\$)")'"""


def _paths(places: list[Place]) -> list[str]:
    return [place.path for place in places if place.words]


def _values(places: list[Place]) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """Yield where the value of an option follows, and the values there are; those without any together."""
    free: list[str] = []
    for place in places:
        for option in place.options:
            where = [f"{place.path}|{name}" for name in option.names if option.takes]
            if where and option.choices:
                yield where, option.choices
            else:
                free += where
    if free:
        yield free, ()


def _either(texts: list[str]) -> str:
    return "|".join(re.sub(r"([^\w-])", r"\\\1", text) for text in texts)
