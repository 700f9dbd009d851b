"""The client's modules joined into one script: shorter, and the same."""

from __future__ import annotations

from pathlib import Path

from house.client import TOKEN

from cacao_kernel.bundle import CLIENT, join_scripts


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
    (tmp_path / "b.js").write_text("export const b = 1;\n")

    # Act
    script = join_scripts(tmp_path, "a.js")

    # Assert
    assert script == (
        "const b=1;function a(text){const part=(text),found= / {2}[ /=] $/.test(part);"
        'if(found&&part!=="a => b ;  { // c")return `${b} , d`;return part + +b\n}\n'
    )


def test_every_text_and_pattern_of_the_client_comes_through() -> None:
    # Arrange
    kinds = ("string", "template", "regex")
    literals = {
        token[0].strip()
        for path in CLIENT.glob("*.js")
        for token in TOKEN.finditer(path.read_text("utf-8"))
        if token.lastgroup in kinds and not token[0].startswith('"./')
    }

    # Act
    script = join_scripts()

    # Assert
    assert len(literals) > 100
    assert [literal for literal in literals if literal not in script] == []
