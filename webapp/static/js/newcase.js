/* While a colleague fills in a new case: does this resident have an open case already?
   Without this file the page after sending tells the same. */
(() => {
  const place = document.querySelector('[data-doubles]');
  const form = place?.closest('form');
  if (!form) return;
  const asked = ['inwoner.naam', 'inwoner.email', 'inwoner.telefoon', 'inwoner.postcode'];
  let last = '';
  form.addEventListener('change', async (event) => {
    if (!asked.includes(event.target.name)) return;
    const body = new FormData();
    body.set('csrf_token', form.elements.csrf_token.value);
    asked.forEach((name) => body.set(name, form.elements[name]?.value ?? ''));
    try {
      const answer = await fetch(place.dataset.doubles, { method: 'POST', body, credentials: 'same-origin', redirect: 'error' });
      const html = answer.ok ? (await answer.text()).trim() : '';
      if (html !== last) { last = html; place.innerHTML = html; }
    } catch { /* a hint that does not come is no harm */ }
  });
})();
