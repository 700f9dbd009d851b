"""The client's modules joined into one script: shorter, and the same."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from house.client import TOKEN

from cacao_kernel.bundle import CLIENT, join_modules
from cacao_kernel.squeeze import squeeze_script


def test_what_means_nothing_is_left_out_and_what_means_something_is_not(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "a.js").write_text(
        """/** A module. */
import { b } from "./b.js";

/** @param {string} text */
export function a(text) {
  // A remark.
  const part = /** @type {any} */ (text), found = / {2}[ /=] $/.test(part); // why
  if (found && part !== "a => b ;  { // c") return `${b} , d`;
  return part + +b
}
"""
    )
    (tmp_path / "b.js").write_text("export const b = [1];\n")

    # Act
    script = squeeze_script(join_modules(tmp_path, "a.js"))

    # Assert
    assert script == (
        "let t=[1];function o(n){let e=n,s=/ {2}[ /=] $/.test(e);"
        'if(s&&e!=="a => b ;  { // c")return`${t} , d`;return e+ +t}\n'
    )


def test_every_text_and_pattern_of_the_client_comes_through() -> None:
    # Arrange
    literals = {
        piece
        for path in CLIENT.glob("*.js")
        for token in TOKEN.finditer(path.read_text("utf-8"))
        if token.lastgroup in ("string", "template", "regex") and not token[0].startswith('"./')
        for piece in re.split(r"\$\{[^}]*\}", token[0].strip())
    }

    # Act
    script = squeeze_script(join_modules())

    # Assert
    assert len(literals) > 100
    assert [literal for literal in literals if literal not in script] == []


def test_the_client_is_small() -> None:
    # Act
    script = squeeze_script(join_modules())

    # Assert
    assert len(gzip.compress(script.encode(), mtime=0)) < 11_000
