/* Opens the latest notices under the bell. Without this file the bell is a link to the page with all of them. */
(() => {
  const link = document.querySelector('.bell__link');
  const panel = document.getElementById('bel-kort');
  if (!link || !panel || !window.htmx) return;
  link.setAttribute('aria-expanded', 'false');
  link.setAttribute('aria-controls', panel.id);

  const close = (back) => {
    if (panel.hidden) return;
    panel.hidden = true;
    link.setAttribute('aria-expanded', 'false');
    if (back) link.focus();
  };

  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!panel.hidden) { close(true); return; }
    window.htmx.ajax('GET', link.dataset.brief, { target: panel, swap: 'innerHTML' }).then(() => {
      panel.hidden = false;
      link.setAttribute('aria-expanded', 'true');
      panel.focus();
    });
  });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(true); });
  document.addEventListener('click', (event) => { if (!event.target.closest('.bell')) close(false); });
  panel.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !event.relatedTarget.closest('.bell')) close(false);
  });
})();
