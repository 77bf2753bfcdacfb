/* Dividing work in place: the choice opens under the list. Without this file it is a page of its own. */
(() => {
  const place = document.getElementById('verdelen');
  if (!place || !place.classList.contains('divide-place')) return;

  const show = async (form) => {
    const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, { credentials: 'same-origin' });
    if (!answer.ok || answer.redirected) { form.submit(); return; }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const found = page.getElementById('verdelen');
    if (!found) { form.submit(); return; }
    found.removeAttribute('id');
    const heading = found.querySelector('h1'); // the page around it has one already
    const smaller = document.createElement('h2');
    smaller.id = heading.id; smaller.tabIndex = -1; smaller.append(...heading.childNodes);
    heading.replaceWith(smaller);
    place.replaceChildren(document.importNode(found, true));
    place.querySelector('h2')?.focus();
    place.scrollIntoView({ block: 'nearest' });
  };

  document.addEventListener('submit', (event) => {
    if (!event.target.matches('form[data-dividing]')) return;
    event.preventDefault();
    show(event.target).catch(() => event.target.submit());
  });
})();
