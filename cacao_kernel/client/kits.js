/** Kits: the styles and scripts that nodes need, brought by the change that brings the first such node. */

/** @type {Promise<any>} */
let loaded = Promise.resolve();

/**
 * Take in what the nodes that follow need. What the page has come with may come again, and does no harm.
 * @param {[string[], string[]]} kits styles, and addresses of scripts
 */
export function wear([styles, scripts]) {
  for (const style of styles) {
    // Who takes a sheet off again has it brought again.
    if (document.adoptedStyleSheets.some((sheet) => "kit" in sheet && sheet.kit === style)) continue;
    const sheet = Object.assign(new CSSStyleSheet(), { kit: style });
    sheet.replaceSync(style);
    document.adoptedStyleSheets.push(sheet);
  }
  loaded = Promise.allSettled([loaded, ...scripts.map((url) => import(url))]);
}

/**
 * Let a script answer a method of the page, once it is there.
 * @param {string} method
 * @param {any[]} detail the arguments
 */
export async function callPage(method, detail) {
  await loaded;
  document.dispatchEvent(new CustomEvent(`cacao:${method}`, { detail }));
}
