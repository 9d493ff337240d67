// Arrow keys go from the box through the hits and back; Enter opens, as everywhere. Without this, Tab does.
const box = document.querySelector("#q");
const links = () => [...document.querySelectorAll("#hits tbody a")];

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [box, ...links()];
  const here = stops.indexOf(document.activeElement);
  if (!step || here < 0 || !stops[here + step]) return;
  event.preventDefault();
  stops[here + step].focus();
});
