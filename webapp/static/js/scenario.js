/* Completion in the text editor of scenarios: sentences, and the names of tasks, letters, fields and the like.
   The list opens by itself inside quotes and tables, and with Ctrl+Space anywhere. Nothing is chosen before
   one presses an arrow, so Enter and Tab keep doing what they do in a text. */
(() => {
  const field = document.querySelector('textarea[data-woorden]');
  if (!field) return;
  const KEYWORDS = ['Gegeven', 'Als', 'Dan', 'En', 'Maar'];
  let known;
  let offers = [];
  let active = -1;

  const list = document.createElement('ul');
  list.id = 'suggesties';
  list.className = 'complete';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Suggesties');
  list.hidden = true;
  const told = document.createElement('p');
  told.className = 'visually-hidden';
  told.setAttribute('role', 'status');
  const mirror = document.createElement('div');
  mirror.className = 'complete__mirror';
  mirror.setAttribute('aria-hidden', 'true');
  const holder = field.parentElement;
  holder.classList.add('complete__holder');
  holder.append(list, mirror, told);
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);

  // -- where the cursor is ------------------------------------------------------------------

  const place = () => {
    const end = field.selectionStart;
    const start = field.value.lastIndexOf('\n', end - 1) + 1;
    return { end, start, before: field.value.slice(start, end), above: field.value.slice(0, start) };
  };

  /* The kind of name that belongs at an open quote, by the words before it. */
  const kindAt = (before) => {
    const tests = [
      [/(brief) $/, 'brief'], [/(taak|bij) $/, 'taak'], [/rol $/, 'rol'], [/klok $/, 'klok'],
      [/(einde|afgesloten als) $/, 'einde'], [/(voor|aan|uitleg van) $/, 'termijn'], [/zaak $/, 'proces'],
      [/(wacht de zaak op|laat weten:|het bericht) $/, 'wacht'], [/\bis $/, 'gegeven'], [/over $/, 'onderwerp'],
      [/(?:^| )de [A-Z][\wë -]+ $/, 'taak'], [/ als $/, null],
    ];
    const found = tests.find(([pattern]) => pattern.test(before));
    return found ? found[1] : null;
  };

  /* The questions that a table row can be about: those of the step above it. */
  const fieldsAbove = (above) => {
    const lines = above.split('\n').filter((one) => !/^\s*(\||#|$)/.test(one));
    const step = lines.pop() ?? '';
    if (/ontvangen op|zaak begonnen op/.test(step)) return known.start;
    const title = /"([^"]+)" afrondt|antwoorden bij "([^"]+)"/.exec(step);
    return title ? known.fields[title[1] ?? title[2]] ?? [] : known.names.gegeven;
  };

  const matching = (pairs, typed) => {
    const wanted = typed.toLowerCase();
    const fits = (text) => text.toLowerCase().includes(wanted);
    return pairs.filter(([name, info]) => name !== typed && (fits(name) || fits(info ?? '')))
      .sort(([a], [b]) => Number(b.toLowerCase().startsWith(wanted)) - Number(a.toLowerCase().startsWith(wanted)));
  };

  function inTable(before, above) {
    const cells = before.split('|');
    const typed = cells.pop().trimStart();
    const fields = fieldsAbove(above);
    if (cells.length === 1) return { typed, after: ' | ', found: matching(fields.map(([key, label]) => [key, label]), typed) };
    const answered = fields.find(([key, label]) => [key, label].includes(cells[1].trim()));
    return { typed, after: ' |', found: matching(answered?.[2] ?? [], typed) };
  }

  function inQuotes(before) {
    const open = before.lastIndexOf('"');
    const kind = kindAt(before.slice(0, open));
    const typed = before.slice(open + 1);
    return { typed, after: '"', found: matching(kind ? known.names[kind] ?? [] : [], typed) };
  }

  function inSentence(before, above, asked) {
    const begun = /^(\s*)(Gegeven|Als|Dan|En|Maar) (.*)$/.exec(before);
    if (!begun) {
      const typed = before.trimStart();
      const words = asked || typed ? KEYWORDS.map((one) => [`${one} `, '']) : [];
      return { typed, after: '', found: typed || asked ? words.filter(([one]) => one.toLowerCase().startsWith(typed.toLowerCase())) : [] };
    }
    const [, , word, typed] = begun;
    if (!asked && typed.length < 2) return null;
    const kind = ['Gegeven', 'Als', 'Dan'].includes(word) ? word
      : above.split('\n').map((one) => /^\s*(Gegeven|Als|Dan) /.exec(one)?.[1]).filter(Boolean).pop();
    return { typed, after: '', found: matching(known.sentences.filter(([one]) => one === kind || !kind).map(([, text]) => [text, '']), typed) };
  }

  function lookUp(asked) {
    const { before, above } = place();
    if (/^\s*#/.test(before)) return null;
    if (/^\s*\|/.test(before)) return inTable(before, above);
    if ((before.match(/"/g) ?? []).length % 2) return inQuotes(before);
    return inSentence(before, above, asked);
  }

  // -- the list -----------------------------------------------------------------------------

  function close() {
    list.hidden = true;
    active = -1;
    field.removeAttribute('aria-activedescendant');
  }

  function choose(number) {
    active = number;
    [...list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === active)));
    if (active < 0) { field.removeAttribute('aria-activedescendant'); return; }
    field.setAttribute('aria-activedescendant', list.children[active].id);
    list.children[active].scrollIntoView({ block: 'nearest' });
  }

  function accept(number) {
    const { found, typed, after } = offers;
    const [text] = found[number];
    const { end } = place();
    const rest = field.value.slice(end);
    const closing = after && !rest.startsWith(after.trim()) ? after : '';
    field.setRangeText(text + closing, end - typed.length, end, 'end');
    // Put the cursor at the first thing that has a name of its own still to be chosen.
    const hole = /<[^<>]+>/.exec(text);
    if (hole) field.setSelectionRange(end - typed.length + hole.index, end - typed.length + hole.index + hole[0].length);
    close();
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function show(asked) {
    if (!known) return;
    const answer = lookUp(asked);
    if (!answer || !answer.found.length) {
      if (asked) told.textContent = 'Hier zijn geen suggesties.';
      close();
      return;
    }
    offers = { ...answer, found: answer.found.slice(0, 40) };
    list.replaceChildren(...offers.found.map(([text, info], index) => {
      const item = document.createElement('li');
      item.id = `suggestie-${index}`;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', 'false');
      item.textContent = text;
      if (info) {
        const more = document.createElement('small');
        more.textContent = ` ${info}`;
        item.append(more);
      }
      return item;
    }));
    active = -1;
    field.removeAttribute('aria-activedescendant');
    list.hidden = false;
    put();
    const count = offers.found.length;
    told.textContent = count === 1 ? 'Eén suggestie. Pijl omlaag om te kiezen.' : `${count} suggesties. Pijl omlaag om te kiezen.`;
  }

  /* Put the list under the cursor: a copy of the text up to there tells where that is. */
  function put() {
    const { end } = place();
    const style = getComputedStyle(field);
    ['fontFamily', 'fontSize', 'lineHeight', 'paddingTop', 'paddingLeft', 'paddingRight', 'borderTopWidth', 'borderLeftWidth', 'tabSize', 'letterSpacing'].forEach((name) => { mirror.style[name] = style[name]; });
    mirror.style.width = `${field.clientWidth}px`;
    mirror.textContent = field.value.slice(0, end);
    const mark = document.createElement('span');
    mark.textContent = '\u200b';
    mirror.append(mark);
    const top = field.offsetTop + mark.offsetTop - field.scrollTop + mark.offsetHeight;
    const left = Math.min(field.offsetLeft + mark.offsetLeft, field.offsetLeft + Math.max(0, field.clientWidth - list.offsetWidth));
    const below = Math.max(field.offsetTop, top);
    const room = window.innerHeight - (holder.getBoundingClientRect().top + below);
    list.style.top = `${room < list.offsetHeight ? below - mark.offsetHeight - list.offsetHeight - 4 : below}px`;
    list.style.left = `${Math.max(0, left)}px`;
  }

  // -- keys ---------------------------------------------------------------------------------

  field.addEventListener('keydown', (event) => {
    if (event.key === ' ' && event.ctrlKey) { event.preventDefault(); show(true); return; }
    if (list.hidden) return;
    const last = offers.found.length - 1;
    if (event.key === 'ArrowDown') { event.preventDefault(); choose(active >= last ? 0 : active + 1); }
    else if (event.key === 'ArrowUp') { event.preventDefault(); choose(active <= 0 ? last : active - 1); }
    else if (event.key === 'Escape') { event.preventDefault(); close(); }
    else if ((event.key === 'Enter' || event.key === 'Tab') && active >= 0) { event.preventDefault(); accept(active); }
    else if (['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Tab'].includes(event.key)) close();
  });
  field.addEventListener('input', (event) => { if (event.isTrusted) show(false); });
  field.addEventListener('blur', () => setTimeout(close, 150));
  field.addEventListener('scroll', () => { if (!list.hidden) put(); });
  list.addEventListener('mousedown', (event) => {
    const item = event.target.closest('li');
    event.preventDefault();
    if (item) accept([...list.children].indexOf(item));
  });

  fetch(field.dataset.woorden, { credentials: 'same-origin' })
    .then((answer) => (answer.ok ? answer.json() : null))
    .then((found) => { known = found; field.dataset.klaar = 'ja'; })
    .catch(() => {}); // without it the editor is a plain text field
})();
