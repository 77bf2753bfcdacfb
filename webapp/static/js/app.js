/* Small conveniences. Every page works without this file. */
(() => {
  const selected = () => new URL(window.location.href).searchParams.get('taak');

  // After a swap of the task pane the list still shows the old choice.
  const markSelected = () => document.querySelectorAll('.task a').forEach((link) => {
    const here = new URL(link.href).searchParams.get('taak') === selected();
    if (here) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
  });

  const showDetail = (pane) => {
    document.querySelector('.panes')?.classList.add('panes--detail');
    pane.scrollTop = 0;
    pane.querySelector('h2')?.focus();
  };

  // A validation error is an answer worth showing, so swap 422 pages in as well.
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    if (event.target.id !== 'detail') return;
    markSelected();
    showDetail(document.getElementById('detail'));
  });
  document.addEventListener('htmx:historyRestore', markSelected);

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.querySelector('details.me[open]')?.removeAttribute('open');
  });

  // The seconds in which undoing still helps; the notice itself stays.
  const countDown = () => {
    const notice = document.getElementById('ongedaan');
    if (!notice?.dataset.left || notice.dataset.counting) return;
    notice.dataset.counting = 'true';
    const end = performance.now() + Number(notice.dataset.left) * 1000;
    const ticking = setInterval(() => {
      const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      const shown = notice.querySelector('[data-seconds]');
      if (!notice.isConnected || !shown) { clearInterval(ticking); return; }
      shown.textContent = left;
      if (left > 0) return;
      clearInterval(ticking);
      notice.querySelectorAll('form').forEach((form) => { form.hidden = true; });
      notice.querySelector('[data-soon]').hidden = true;
      notice.querySelector('.undo__gone').hidden = false;
    }, 250);
  };
  document.addEventListener('htmx:afterSettle', countDown);
  countDown();

  // A diagram opens at the place where the case is.
  document.querySelectorAll('.diagram').forEach((frame) => {
    const here = frame.querySelector('.b-current');
    if (!here) return;
    const offset = here.getBoundingClientRect().left - frame.getBoundingClientRect().left;
    frame.scrollLeft = Math.max(0, offset - frame.clientWidth / 2);
  });

  // A browser writes a date in its own language, so 03/04 may be April or March: say the day in words as well.
  const WORDS = { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
  document.querySelectorAll('.utrecht-form-field > input[type=date]').forEach((field) => {
    const told = document.createElement('p');
    told.id = `${field.id}-in-woorden`;
    told.className = 'soft date-words';
    field.after(told);
    field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby'), told.id].filter(Boolean).join(' '));
    const show = () => { told.textContent = field.valueAsDate?.toLocaleDateString('nl-NL', WORDS) ?? ''; };
    field.addEventListener('input', show);
    window.addEventListener('pageshow', show); // the browser brings back what was typed
    show();
  });

  // Said when every script of the page has run, not only this one.
  document.addEventListener('DOMContentLoaded', () => { document.documentElement.dataset.ready = 'true'; });
})();
