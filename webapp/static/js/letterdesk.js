/* A letter whose text is being changed reads as it will leave, a moment after the last key.
   What other pages need of this is in `aantafelPage`. Without this file the buttons do the same. */
(() => {
  const FOLLOW = 600; // milliseconds after the last key

  const after = (pause, act) => {
    let timer;
    const run = () => { clearTimeout(timer); timer = setTimeout(act, pause); };
    run.cancel = () => clearTimeout(timer);
    return run;
  };

  const send = (url, body, more = {}) => fetch(url, {
    method: 'POST', body, credentials: 'same-origin', redirect: 'error', ...more,
  });

  // What is swapped in keeps open what the reader had opened.
  const replaceContent = (place, html) => {
    const open = [...place.querySelectorAll('details[open][id]')].map((one) => one.id);
    const focused = place.contains(document.activeElement) ? document.activeElement.id : '';
    place.innerHTML = html;
    open.forEach((id) => document.getElementById(id)?.setAttribute('open', ''));
    if (focused) document.getElementById(focused)?.focus();
  };

  const read = async (desk) => {
    const form = desk.closest('form');
    const body = new FormData(form);
    if (!desk.dataset.read) body.set('_brief', desk.dataset.key);
    try {
      const answer = await send(desk.dataset.read || form.dataset.letter, body);
      if (answer.ok && desk.isConnected) replaceContent(desk.querySelector('.letter-desk__now'), await answer.text());
    } catch { /* the next key asks again */ }
  };
  const readers = new WeakMap();
  document.addEventListener('input', (event) => {
    const desk = event.target.closest('.letter-desk');
    if (!desk) return;
    if (!readers.has(desk)) readers.set(desk, after(FOLLOW, () => read(desk)));
    readers.get(desk)();
  });

  window.aantafelPage = { after, send, replaceContent };
})();
