/* Shortcuts of one key in the task list. They can be switched off (WCAG 2.1.4); the browser remembers it. */
(() => {
  const sheet = document.getElementById('sneltoetsen');
  if (!sheet) return;
  const KEPT = 'aantafel-sneltoetsen';
  const read = () => { try { return localStorage.getItem(KEPT) !== 'uit'; } catch { return true; } };
  const toggle = sheet.querySelector('[data-keys-on]');
  let on = read();
  toggle.checked = on;
  toggle.addEventListener('change', () => {
    on = toggle.checked;
    try { localStorage.setItem(KEPT, on ? 'aan' : 'uit'); } catch { /* for this page only, then */ }
  });
  document.querySelectorAll('[data-keys]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => sheet.showModal());
  });

  const links = () => [...document.querySelectorAll('#rijen .task a')];
  const here = () => {
    const row = document.activeElement?.closest?.('.task');
    return row ? row.querySelector('a') : document.querySelector('#rijen .task a[aria-current]');
  };
  const step = (by) => {
    const all = links();
    if (!all.length) return;
    const at = all.indexOf(here());
    const next = at < 0 ? 0 : at + by;
    const further = document.querySelector('#rijen a[rel="next"]');
    if (next >= all.length && further) { further.focus(); return; }
    const target = all[Math.min(Math.max(0, next), all.length - 1)];
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'nearest' });
  };
  const claimForm = () => document.querySelector('#detail form[action*="/oppakken"]');
  const openAssign = () => {
    const select = document.querySelector('#detail select[name="collega"]');
    if (!select) return;
    const fold = select.closest('details');
    if (fold) fold.open = true;
    select.focus();
  };
  const nextTask = () => {
    const open = new URL(window.location.href).searchParams.get('taak')
      || document.querySelector('#rijen .task a[aria-current]')?.closest('.task').dataset.task;
    const address = new URL(sheet.dataset.next, window.location.href);
    new URL(document.getElementById('lijst').dataset.place, window.location.href)
      .searchParams.forEach((value, name) => address.searchParams.set(name, value));
    if (open) address.searchParams.set('na', open);
    window.location.assign(address);
  };
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    o: () => here()?.click(),
    x: () => here()?.closest('.task').querySelector('input').click(),
    c: () => claimForm()?.requestSubmit(),
    a: openAssign,
    '.': nextTask,
    '/': () => { const field = document.getElementById('zoek'); field.focus(); field.select(); },
    '?': () => sheet.showModal(),
  };
  const typing = (target) => target.isContentEditable
    || target.closest?.('textarea, select, dialog, [contenteditable], input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])');

  document.addEventListener('keydown', (event) => {
    if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || sheet.open) return;
    if (typing(event.target) || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  });
})();
