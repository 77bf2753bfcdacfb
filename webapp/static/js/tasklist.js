/* The task list that stands open all day: choosing several tasks, renewing itself, keeping its place. */
(() => {
  const list = document.getElementById('lijst');
  const rows = document.getElementById('rijen');
  const form = document.getElementById('selectie');
  if (!list || !rows || !form) return;
  const PERIOD = 60000; // milliseconds between two looks at the server

  // -- choosing ------------------------------------------------------------------------------
  const boxes = () => [...rows.querySelectorAll('input[name="taak"]')];
  const all = form.querySelector('[data-all]');
  const told = form.querySelector('[data-chosen]');
  const showChoice = () => {
    const some = boxes().filter((box) => box.checked).length;
    form.dataset.some = some ? 'yes' : 'no';
    if (!all) return;
    all.checked = some > 0 && some === boxes().length;
    all.indeterminate = some > 0 && !all.checked;
    told.textContent = some ? `${some} gekozen` : 'Kies alles op deze pagina';
  };
  if (all) {
    all.closest('label').hidden = false;
    all.addEventListener('change', () => { boxes().forEach((box) => { box.checked = all.checked; }); showChoice(); });
  }
  rows.addEventListener('change', showChoice);
  window.addEventListener('pageshow', showChoice); // the browser brings ticks back
  showChoice();

  // -- renewing ------------------------------------------------------------------------------
  const openTask = () => new URL(window.location.href).searchParams.get('taak')
    || document.querySelector('.task a[aria-current]')?.closest('.task')?.dataset.task || '';
  let tag = '';
  let busy = false;

  const mark = (row) => {
    const link = row.querySelector('a');
    if (row.dataset.task === openTask()) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
  };
  const keepState = (fresh, old) => {
    const box = fresh.querySelector('input');
    const was = old.querySelector('input');
    // A tick on a task that a colleague took meanwhile is let go: the reader must look again.
    if (was?.checked && fresh.dataset.holder === old.dataset.holder) box.checked = true;
  };
  // Leaving the document, even for a moment, drops the focus: say what had it, to give it back afterwards.
  const focusInRows = () => {
    const here = document.activeElement;
    const row = rows.contains(here) && here.closest('.task');
    return row ? `#taak-${row.dataset.task} ${here.matches('input') ? 'input' : 'a'}` : '';
  };
  const plain = (row) => row.outerHTML.replace(/ (aria-current="true"|class="[^"]*")/g, '');

  const renewRows = (fresh) => {
    const old = new Map([...rows.querySelectorAll('.task')].map((row) => [row.dataset.task, row]));
    const place = list.scrollTop;
    const focused = focusInRows();
    const holder = document.createElement('div');
    [...fresh.childNodes].forEach((node) => holder.append(document.importNode(node, true)));
    holder.querySelectorAll('.task').forEach((row) => {
      const known = old.get(row.dataset.task);
      mark(row);
      if (!known) return;
      if (plain(known) === plain(row)) { mark(known); row.replaceWith(known); return; }
      if (known.dataset.holder !== row.dataset.holder) row.classList.add('is-changed');
      keepState(row, known);
    });
    rows.replaceChildren(...holder.childNodes);
    list.scrollTop = place;
    if (focused) rows.querySelector(focused)?.focus({ preventScroll: true });
    window.htmx?.process(rows);
    showChoice();
  };
  const renewBadge = (number) => { // the menu above says how many are late as well
    const badge = document.querySelector('.nav .count');
    if (!badge) return;
    badge.firstChild.textContent = number;
    badge.hidden = number === '0';
  };
  const renewNumbers = (page) => {
    page.querySelectorAll('[data-count]').forEach((fresh) => {
      const shown = document.querySelector(`.filters [data-count="${fresh.dataset.count}"]`);
      if (!shown) return;
      shown.textContent = fresh.textContent;
      shown.closest('li').classList.toggle('is-late', 'late' in fresh.dataset);
      if (fresh.dataset.count === 'weergave-te_laat') renewBadge(fresh.textContent);
    });
    document.getElementById('aantal').textContent = page.getElementById('vers-aantal').textContent;
  };
  const tellGone = (page) => {
    const told = [...page.querySelectorAll('#vers-weg li')].map((item) => {
      const line = document.createElement('p');
      line.append(...item.childNodes);
      return line;
    });
    if (told.length) document.getElementById('weg').replaceChildren(...told);
  };

  const renew = async () => {
    if (busy || document.hidden) return;
    busy = true;
    const seen = boxes().map((box) => box.value.split('|')[0]).join(',');
    const address = new URL(list.dataset.live, window.location.href);
    address.searchParams.set('gezien', seen);
    try {
      const answer = await fetch(address, { headers: tag ? { 'If-None-Match': tag } : {}, cache: 'no-store' });
      if (answer.status === 200 && !answer.redirected) {
        tag = answer.headers.get('ETag') || '';
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const fresh = page.getElementById('vers-lijst');
        if (fresh) { renewRows(fresh); renewNumbers(page); tellGone(page); }
      }
    } catch { /* no network: the list stays as it is, the next look tries again */ }
    busy = false;
    document.documentElement.dataset.renewed = String(Number(document.documentElement.dataset.renewed || 0) + 1);
  };

  let timer = 0;
  const schedule = () => {
    clearInterval(timer);
    if (!document.hidden) timer = setInterval(renew, PERIOD);
  };
  document.addEventListener('visibilitychange', () => { schedule(); if (!document.hidden) renew(); });
  window.addEventListener('focus', renew);
  document.addEventListener('htmx:afterSettle', (event) => {
    if (event.target.id === 'detail' && event.detail.requestConfig?.verb !== 'get') renew();
  });
  document.addEventListener('aantafel:tasks-changed', renew);
  schedule();

  // -- the place in the list -----------------------------------------------------------------
  const key = () => `lijst:${list.dataset.place}`;
  let waiting = 0;
  // The first row in sight goes into the address, so that it can be sent along; the exact place stays here.
  const keepPlace = () => {
    try { sessionStorage.setItem(key(), String(list.scrollTop)); } catch { /* full */ }
    const { hash, pathname, search } = window.location;
    if (hash && !hash.startsWith('#taak-')) return;
    const top = list.getBoundingClientRect().top;
    const first = [...rows.querySelectorAll('.task')].find((row) => row.getBoundingClientRect().bottom > top + 1);
    const place = list.scrollTop > 0 && first ? `#${first.id}` : '';
    if (place !== hash) window.history.replaceState(window.history.state, '', pathname + search + place);
  };
  list.addEventListener('scroll', () => {
    clearTimeout(waiting);
    waiting = setTimeout(keepPlace, 100);
  });
  const restore = () => {
    if (document.querySelector('.tasks__notice')) return; // news stands at the top
    let kept = null;
    try { kept = sessionStorage.getItem(key()); } catch { /* not allowed */ }
    const named = window.location.hash.startsWith('#taak-') && document.getElementById(window.location.hash.slice(1));
    if (kept !== null) list.scrollTop = Number(kept);
    else if (named) named.scrollIntoView({ block: 'start' });
    if (window.matchMedia('(min-width: 44rem)').matches) {
      document.querySelector('.task a[aria-current]')?.scrollIntoView({ block: 'nearest' });
    }
  };
  restore();

  // Questions that nobody answered stay out of the address.
  document.querySelector('.tasks__form')?.addEventListener('submit', (event) => {
    event.target.querySelectorAll('select, input').forEach((field) => { if (!field.value) field.disabled = true; });
  });
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('.tasks__form :disabled').forEach((field) => { field.disabled = false; });
  });
})();
