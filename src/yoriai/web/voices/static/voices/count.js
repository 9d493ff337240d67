// Counts the characters of a voice while it is written. Without it the limit stands in the text above.
const line = document.getElementById("count");
const field = document.querySelector("textarea[name=text]");

function count() {
  const length = Array.from(field.value.trim()).length;
  line.querySelector("output").textContent = String(length);
  line.classList.toggle("over", length > Number(line.dataset.maximum));
}

if (line && field) {
  line.hidden = false;
  field.addEventListener("input", count);
  count();
}
