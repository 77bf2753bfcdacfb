/* Beside the editor of forms: the form as the case worker will see it, drawn anew on the server after a change. */
(() => {
  const root = document.querySelector('[data-editor="form"]');
  const pane = document.querySelector('[data-form-preview]');
  if (!root || !pane) return;
  const PAUSE = 400; // milliseconds without a change
  const state = pane.querySelector('[data-preview-state]');
  const place = pane.querySelector('[data-preview]');
  let timer;
  let last = '';
  let turn = 0;

  async function draw(read) {
    const content = await read();
    if (content === last) return;
    const mine = ++turn;
    try {
      const answer = await fetch(pane.dataset.formPreview, {
        method: 'POST', credentials: 'same-origin', body: content,
        headers: { 'Content-Type': 'application/json', 'X-CSRFToken': root.dataset.csrf },
      });
      if (mine !== turn) return; // a later change was quicker
      if (!answer.ok) throw new Error(String(answer.status));
      place.innerHTML = await answer.text();
      last = content;
      state.textContent = '';
      document.dispatchEvent(new Event('htmx:afterSettle')); // forms.js sets the conditions going
    } catch {
      state.textContent = 'Het voorbeeld lukte nu niet. Na uw volgende wijziging proberen wij het opnieuw.';
    }
  }

  root.addEventListener('aantafel:gewijzigd', (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => draw(event.detail.read), event.detail.first ? 0 : PAUSE);
  });
  place.addEventListener('submit', (event) => event.preventDefault());
})();
