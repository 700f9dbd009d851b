/** Reload: the button to refresh, Ctrl+R, and the brown overlay that passes over a page that has been renewed. */

const HAS_BUTTON = true;
const PATH = "/_cacao-reload";
const ICON = "M3 12a9 9 0 0 1 15-6.7L21 8M21 3v5h-5M21 12a9 9 0 0 1-15 6.7L3 16M3 21v-5h5";

const root = document.getElementById("cacao");
const wash = document.createElement("cacao-reload-wash");
wash.popover = "manual";
const button = document.createElement("button");
button.type = "button";
button.className = "cacao-reload-button";
button.ariaLabel = "Refresh";
button.title = "Refresh: run the app's code again (Ctrl+R)";

const NAMESPACE = "http://www.w3.org/2000/svg";
const icon = document.createElementNS(NAMESPACE, "svg");
const path = document.createElementNS(NAMESPACE, "path");
icon.setAttribute("viewBox", "0 0 24 24");
icon.setAttribute("aria-hidden", "true");
path.setAttribute("d", ICON);
icon.append(path);
button.append(icon);

/** Let the overlay pass over the page. */
function pass() {
  end();
  if (!wash.isConnected) document.body.append(wash);
  wash.showPopover();
}

function end() {
  if (wash.matches(":popover-open")) wash.hidePopover();
}

/**
 * Ask the server for something.
 * @param {"GET" | "POST"} method
 */
function ask(method) {
  const socket = root?.dataset.cacaoSocket ?? "";
  return fetch(socket.replace(/\/_cacao\/socket$/, "") + PATH, { method });
}

/** Have the code of the app run again; if the server does not know how, load the page anew. */
async function refresh() {
  button.ariaBusy = "true";
  try {
    const answer = await ask("POST");
    if (answer.status === 404) location.reload();
  } catch {
    location.reload();
  } finally {
    button.ariaBusy = null;
  }
}

wash.addEventListener("animationend", end);
button.addEventListener("click", refresh);
document.addEventListener("cacao:renewed", () => {
  pass();
  // What was amiss is mended.
  document.dispatchEvent(new CustomEvent("cacao:overlay_close", { detail: [] }));
});
addEventListener("keydown", (event) => {
  const isMeant = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  // Where the key writes another script, Cyrillic say, its place counts.
  const isR = event.key.toLowerCase() === "r" || (event.key > "~" && event.code === "KeyR");
  if (!isMeant || !isR) return;
  event.preventDefault();
  if (!event.repeat) refresh(); // a key that is held is pressed once
});
/** Have told again what was told before this page was there, as it hears now. */
function catchUp() {
  joining.disconnect();
  ask("GET").catch(() => {}); // the server is away: what it says comes with the next edition
}

const joining = new MutationObserver(catchUp);
if (root) joining.observe(root, { attributeFilter: ["data-cacao-joined"] });
if (root?.dataset.cacaoJoined !== undefined) catchUp();
if (HAS_BUTTON) document.body.append(button);
