// Tables that are wider than the page can be scrolled with the keyboard too.
function makeReachable (wrap) {
  const table = wrap.querySelector('table')
  const wide = wrap.scrollWidth > wrap.clientWidth
  wrap.toggleAttribute('tabindex', false)
  if (!wide) return
  wrap.tabIndex = 0
  const heading = document.querySelector('h1')
  wrap.setAttribute('role', 'region')
  wrap.setAttribute('aria-label', (table?.caption ?? heading)?.textContent.trim() ?? '')
}

function all () {
  document.querySelectorAll('.table-wrap').forEach(makeReachable)
}

all()
addEventListener('resize', all)
document.addEventListener('htmx:afterSwap', all)
