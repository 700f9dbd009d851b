"""A script in fewer letters: it does, imports and exports the same, or is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from require import require_tool

from cacao_kernel.script import ScriptError
from cacao_kernel.squeeze import squeeze_script


@pytest.mark.parametrize(
    ("script", "squeezed"),
    [
        ("const first = 1; log(first + 1, { first });", "log(1+1,{first:1});"),
        ("const a = f(); const b = g(a); export const c = b;", "let e=f(),t=g(e);export let c=t;"),
        (
            "f((one, { two, three: four = one }) => ({ two, four }));",
            "f((e,{two:t,three:n=e})=>({two:t,four:n}));",
        ),
        (
            "import { one, two as three } from './x.js'; one(three);",
            "import{one as e,two as t}from'./x.js';e(t);",
        ),
        ("const one = {}; export { one as two, one };", "let e={};export{e as two,e as one};"),
        ("export function one(two) { return two.two; }", "export function one(e){return e.two}"),
        ("f((text) => `a ${text} ${ { text } }`);", "f(e=>`a ${e} ${{text:e}}`);"),
        ("f((name) => name); log(name);", "f(name=>name);log(name);"),
        ("for (const one of [1, 2,]) { log(one); }", "for(let e of[1,2]){log(e)}"),
        ("log(a + +b, a - -b, a / /b/.c);", "log(a+ +b,a- -b,a/ /b/.c);"),
        ("const size = 5; log(size.toFixed(), 5 .toFixed());", "let e=5;log(e.toFixed(),5 .toFixed());"),
        ("let one = f()\none = g()\n", "let e=f()\ne=g()\n"),
        ("while (f());", "while(f());"),
        ("/* nothing */", ""),
        ("{ while (f()); }", "{while(f());}"),
        ("f({ true: true }, a.false, false.b, !true);", "f({true:!0},a.false,false.b,!!0);"),
        (
            "class A { #one = 1; get #two() { return #one in this && this.#one.two; } three = this.#two; }",
            "class e{#e=1;get #t(){return #e in this&&this.#e.two}three=this.#t}",
        ),
    ],
)
def test_a_script_gets_shorter(script: str, squeezed: str) -> None:
    # Act and assert
    assert squeeze_script(script).strip() == squeezed.strip()


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("let a;\nvar b;", "x.js:2: `var` is seen from too far away to be renamed; write `let`."),
        ("f(() => eval('a'))", "x.js:1: `eval` may name any variable."),
        ("with (a) { b }", "x.js:1: what `with` does to names cannot be told; write it out."),
        ("\n\nf(a", "x.js:3: a bracket is not closed."),
        ("f(a]", 'x.js:1: a "]" closes nothing.'),
        ("}", 'x.js:1: a "}" closes nothing.'),
        ("f('a", 'x.js:1: "\'a" is not understood.'),
        ("@marked class A {}", "x.js:1: '@marked class A {}' is not understood."),
        ("const 1 = a;", 'x.js:1: "1" is no name that can be declared.'),
        ("const", "x.js:1: the script ends in the midst of a statement."),
    ],
)
def test_what_cannot_be_told_for_sure_is_refused(script: str, problem: str) -> None:
    # Act
    with pytest.raises(ScriptError) as caught:
        squeeze_script(script, "x.js")

    # Assert
    assert str(caught.value) == problem


SCRIPTS = Path(__file__).parent / "fixtures" / "scripts"

# Each script shows what it does in a list called `out`.
RUN = """
const told = {};
for (const name of process.argv.slice(2)) {
  globalThis.out = [];
  const made = await import(name);
  for (const [key, value] of Object.entries(made)) out.push(key, typeof value, value);
  told[name] = out;
}
console.log(JSON.stringify(told));
"""


def test_a_squeezed_script_does_what_the_script_does(tmp_path: Path) -> None:
    # Arrange
    require_tool("node", shutil.which("node") is not None, "it runs the scripts; install Node.js")
    (tmp_path / "run.mjs").write_text(RUN)
    names = [path.name for path in SCRIPTS.glob("*.mjs")]
    for name in names:
        script = (SCRIPTS / name).read_text("utf-8")
        (tmp_path / name).write_text(script)
        (tmp_path / f"short_{name}").write_text(squeeze_script(script, name))

    # Act
    asked = ["node", "run.mjs", *(f"./{kind}{name}" for name in names for kind in ("", "short_"))]
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    # Assert
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert len(names) > 10
    for name in names:
        assert len(told[f"./{name}"]) > 3, name
        assert told[f"./short_{name}"] == told[f"./{name}"], name
