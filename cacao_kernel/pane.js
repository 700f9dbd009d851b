/** What a person sees of the page at present, as the test kit reads it: nodes with what they hold by now. */
() => {
  const UNSEEN = ["SCRIPT", "STYLE", "LINK", "META", "NOSCRIPT", "TEMPLATE"];
  const OWN = ["cacao-announcer", "cacao-progress"];
  /** @type {Node[]} */
  const seen = [];
  Reflect.set(window, "cacaoSeen", seen);

  /** @param {Element} element */
  const isHidden = (element) =>
    !element.checkVisibility() && getComputedStyle(element).display !== "contents" && element.localName !== "option";

  /** What the first paint gives elements of a class, by that class. @type {Map<string, CSSStyleDeclaration>} */
  const painted = new Map();
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      const [, name] = (rule instanceof CSSStyleRule && rule.selectorText.match(/^#cacao \.(cacao-paint-\d+)$/)) || [];
      if (name && rule instanceof CSSStyleRule) painted.set(name, rule.style);
    }
  }

  /**
   * What the tree gives an element as its style.
   * @param {Element} element
   */
  const styleOf = (element) => {
    const own = [...element.classList].map((name) => painted.get(name));
    if (element instanceof HTMLElement || element instanceof SVGElement) own.push(element.style);
    return own.map((style) => style?.cssText ?? "").join("");
  };

  /**
   * @param {Node} node
   * @returns {any}
   */
  const read = (node) => {
    if (node instanceof Text) return seen.push(node), node.data;
    if (!(node instanceof Element)) return seen.push(node), 0;
    seen.push(node);
    /** @type {Record<string, string>} */
    const names = {};
    for (const { name, value } of node.attributes) names[name] = value;
    /** @type {Record<string, any>} */
    const held = {};
    if (isHidden(node)) held.hidden = true;
    if (node === document.activeElement && node !== document.body) held.focused = true;
    if (node instanceof HTMLInputElement && (node.type === "checkbox" || node.type === "radio")) held.picked = node.checked;
    else if (node instanceof HTMLInputElement) held.value = node.type === "file" ? "" : node.value;
    else if (node instanceof HTMLTextAreaElement) held.value = node.value;
    else if (node instanceof HTMLOptionElement) held.picked = node.selected;
    else if (node instanceof HTMLDialogElement) held.modal = node.matches(":modal");
    if (node instanceof HTMLElement && node.popover) held.popped = node.matches(":popover-open");
    const style = styleOf(node);
    if (style) held.style = style;
    const below = UNSEEN.includes(node.tagName) ? [] : [...node.childNodes].map(read);
    return [node.localName, names, below, held];
  };

  const root = document.getElementById("cacao");
  const others = [...document.body.children].filter(
    (each) => each !== root && !UNSEEN.includes(each.tagName) && !OWN.includes(each.className) && each.localName !== "cacao-notice"
  );
  return {
    path: location.pathname + location.search,
    title: document.title,
    tree: read(root ?? document.body),
    above: root ? others.map(read) : [],
  };
}
