// Voting by keyboard: 1 or ←, 2 or →, 3 or ↓ answer; u takes the newest vote back.
// The keys can be switched off, since single keys disturb some people's speech input (WCAG 2.1.4).
const KEYS = { 1: "agree", ArrowLeft: "agree", 2: "disagree", ArrowRight: "disagree", 3: "pass", ArrowDown: "pass" };
const MEMORY = "yoriai-vote-keys";

const line = document.getElementById("keys");
const box = document.getElementById("use-keys");

function remembered() {
  try { return localStorage.getItem(MEMORY) !== "off"; } catch { return true; }
}

function remember(on) {
  try { localStorage.setItem(MEMORY, on ? "on" : "off"); } catch { /* private windows keep nothing */ }
}

function buttonFor(key) {
  if (key === "u" || key === "U") return document.getElementById("undo");
  const answer = KEYS[key];
  return answer ? document.querySelector(`#card button[value="${answer}"]`) : null;
}

function press(event) {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, summary");
  if (!box.checked || typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const button = buttonFor(event.key);
  if (!button) return;
  event.preventDefault();
  button.click();
}

if (line && box) {
  line.hidden = false;
  box.checked = remembered();
  box.addEventListener("change", () => remember(box.checked));
  document.addEventListener("keydown", press);
}

// The next statement is read out: the focus follows it.
document.addEventListener("htmx:afterSwap", () => document.getElementById("statement")?.focus());
