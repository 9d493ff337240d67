// The desk by keyboard. Keys work outside of text fields; Ctrl+Enter in a field sends its form.
const typing = (element) => element.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");

// Ctrl+Enter everywhere; plain Enter where the field says so, but not while kana are being converted
function sends(event) {
  if (event.isComposing || event.keyCode === 229) return false;
  return event.ctrlKey || event.metaKey || (event.target.dataset.enter === "send" && !event.shiftKey);
}

function use(element) {
  element.focus();
  if (element.matches("a, button")) element.click();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && sends(event) && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = CSS.escape(event.key);
  const form = document.querySelector(`form[data-open="${key}"]`);
  const target = form
    ? form.querySelector("textarea, input[type=radio], input:not([type=hidden])")
    : document.querySelector(`[data-key="${key}"]`);
  if (!target) return;
  event.preventDefault();
  use(target);
});

document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-number]");
  if (!choice) return;
  const field = choice.form.elements.number;
  field.value = choice.dataset.number;
  choice.form.querySelector("[type=submit]").focus();
});

// a form is sent once, however often somebody presses
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) return event.preventDefault();
  if (event.target.method === "post") event.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
