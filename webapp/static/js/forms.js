/* Forms in the browser: questions that come and go, repeating groups, focus on errors.
   Pages work without this file, and the server repeats every decision made here. */
(() => {
  // --- what somebody typed, as the server reads it (engine/forms/dutch.py) ---

  const MONTHS = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus',
    'september', 'oktober', 'november', 'december'];

  const readText = (text) => text.trim() || null;

  const readNumber = (text) => {
    const [whole, ...rest] = text.replace(/[\s€]/g, '').replace('−', '-').split(',');
    if (rest.length > 1) return null;
    const negative = whole.startsWith('-');
    let digits = negative ? whole.slice(1) : whole;
    if (/^[1-9]\d{0,2}(\.\d{3})+$/.test(digits)) digits = digits.replaceAll('.', '');
    const plain = rest.length ? `${digits || '0'}.${rest[0]}` : digits;
    if (!/^\d+(\.\d+)?$/.test(plain) || plain.length > 36) return null;
    return negative ? -Number(plain) : Number(plain);
  };

  const readMonth = (text) => {
    if (/^\d{1,2}$/.test(text)) return Number(text);
    const stem = text.toLowerCase().replace(/\.$/, '');
    if (stem === 'mrt') return 3;
    const found = MONTHS.filter((name) => stem.length >= 3 && name.startsWith(stem));
    return found.length === 1 ? MONTHS.indexOf(found[0]) + 1 : NaN;
  };

  const readDate = (day, month, year) => {
    const [d, m, y] = [day.trim(), readMonth(month.trim()), year.trim()];
    if (!/^\d{1,2}$/.test(d) || !/^\d{4}$/.test(y) || Number(y) < 1875 || Number(y) > 2199) return null;
    const date = new Date(Date.UTC(Number(y), m - 1, Number(d)));
    if (date.getUTCMonth() !== m - 1 || date.getUTCDate() !== Number(d)) return null;
    return { date: date.toISOString().slice(0, 10) };
  };

  // --- FEEL: the trees of engine/forms/browser.py, with null for "cannot tell" ---

  const kind = (value) => {
    if (value === null) return 'null';
    if (Array.isArray(value)) return 'list';
    return typeof value === 'object' ? 'date' : typeof value;
  };
  const plain = (value) => (kind(value) === 'date' ? value.date : value);

  const equal = (left, right) => {
    if (left === null || right === null) return left === right;
    if (kind(left) !== kind(right)) return null;
    if (kind(left) !== 'list') return plain(left) === plain(right);
    return left.length === right.length && left.every((item, index) => equal(item, right[index]) === true);
  };

  const negate = (value) => (typeof value === 'boolean' ? !value : null);

  const less = (left, right) => {
    const comparable = ['number', 'string', 'date'];
    if (kind(left) !== kind(right) || !comparable.includes(kind(left))) return null;
    return plain(left) < plain(right);
  };

  const includes = (list, value) => list.some((item) => equal(item, value) === true);

  const either = (values, decisive) => {
    if (values.includes(decisive)) return decisive;
    return values.every((value) => value === !decisive) ? !decisive : null;
  };

  const OPERATIONS = {
    '=': equal,
    '!=': (a, b) => negate(equal(a, b)),
    '<': less,
    '>': (a, b) => less(b, a),
    '<=': (a, b) => negate(less(b, a)),
    '>=': (a, b) => negate(less(a, b)),
    and: (...values) => either(values, false),
    or: (...values) => either(values, true),
    not: negate,
    list: (...values) => values,
    in: (value, list) => includes(list, value) || equal(value, list) === true,
    'list contains': (list, value) => (list === null ? null : includes([list].flat(), value)),
  };

  /* `answers` maps dotted paths to values; what is absent is null. */
  const evaluate = (tree, answers) => {
    const [operation, ...parts] = tree;
    if (operation === 'value') return parts[0];
    if (operation === 'date') return { date: parts[0] };
    if (operation === 'name') return answers[parts[0]] ?? null;
    return OPERATIONS[operation](...parts.map((part) => evaluate(part, answers)));
  };

  if (typeof document === 'undefined') { // loaded by the tests, outside a browser
    module.exports = { evaluate, readDate, readNumber };
    return;
  }

  // --- questions that come and go ---

  const answerOf = (field) => {
    const inputs = [...field.querySelectorAll('input, textarea, select')];
    switch (field.dataset.kind) {
      case 'checkbox': return inputs[0].checked;
      case 'radio': return inputs.find((input) => input.checked)?.value ?? null;
      case 'checklist': return inputs.filter((input) => input.checked).map((input) => input.value);
      case 'date': return readDate(...inputs.map((input) => input.value));
      case 'number': return readNumber(inputs[0].value);
      case 'textarea': return readText(inputs[0].value);
      default: return inputs.length ? readText(inputs[0].value.replace(/\s+/g, ' ')) : null;
    }
  };

  const UNANSWERED = { checkbox: false, checklist: [] };

  const rowOf = (element) => element.closest('[data-row]');

  const answersIn = (form, row) => {
    const answers = {};
    form.querySelectorAll('[data-path]').forEach((field) => {
      if (rowOf(field) !== row) return;
      const asked = !field.closest('[hidden]');
      answers[field.dataset.path] = asked ? answerOf(field) : UNANSWERED[field.dataset.kind] ?? null;
    });
    return answers;
  };

  /* A hidden question has no answer, which may hide or show another: repeat until nothing moves. */
  const refresh = (form) => {
    const conditional = [...form.querySelectorAll('[data-hide]')];
    for (let round = 0; round < conditional.length + 2; round += 1) {
      const outer = answersIn(form, null);
      const known = new Map([[null, outer]]);
      let moved = false;
      conditional.forEach((element) => {
        const row = rowOf(element);
        if (!known.has(row)) known.set(row, { ...outer, ...answersIn(form, row) });
        const hide = evaluate(JSON.parse(element.dataset.hide), known.get(row)) === true;
        if (element.hidden !== hide) { element.hidden = hide; moved = true; }
      });
      if (!moved) return;
    }
  };

  // --- repeating groups ---

  const rowsIn = (group) => [...group.querySelectorAll('[data-row]')];

  const renumber = (group) => {
    const rows = rowsIn(group);
    rows.forEach((row, index) => {
      row.querySelectorAll('[data-number]').forEach((number) => { number.textContent = index + 1; });
      row.querySelector('[data-remove]').hidden = rows.length <= Number(group.dataset.minimum);
    });
    group.querySelector('[data-add]').hidden = rows.length >= Number(group.dataset.maximum);
  };

  const addRow = (group) => {
    const used = [...group.querySelectorAll('[data-row] > input[name$=".rij"]')].map((input) => Number(input.value));
    const index = String(Math.max(-1, ...used) + 1);
    const row = group.querySelector('template').content.firstElementChild.cloneNode(true);
    [row, ...row.querySelectorAll('*')].forEach((element) => {
      [...element.attributes].forEach((attribute) => {
        if (attribute.value.includes('__rij__')) attribute.value = attribute.value.replaceAll('__rij__', index);
      });
    });
    group.querySelector('[data-add]').parentElement.before(row);
    renumber(group);
    row.querySelector('input:not([type=hidden]), textarea, select')?.focus();
  };

  const removeRow = (group, row) => {
    row.remove();
    renumber(group);
    group.focus();
  };

  const onClick = (event) => {
    const button = event.target.closest('[data-add], [data-remove]');
    if (!button) return;
    event.preventDefault();
    const group = button.closest('[data-rows]');
    if (button.matches('[data-add]')) addRow(group); else removeRow(group, rowOf(button));
    refresh(button.closest('[data-form]') ?? group.closest('[data-form]'));
  };

  // --- start, also after htmx put a new form on the page ---

  const start = () => {
    document.querySelectorAll('[data-form]:not([data-started])').forEach((form) => {
      form.dataset.started = 'true';
      form.querySelectorAll('[data-rows]').forEach(renumber);
      refresh(form);
      ['input', 'change'].forEach((name) => form.addEventListener(name, () => refresh(form)));
      form.addEventListener('click', onClick);
    });
    const errors = document.getElementById('fouten');
    if (errors && !errors.dataset.seen) {
      errors.dataset.seen = 'true';
      requestAnimationFrame(() => errors.focus());
    }
  };

  start();
  document.addEventListener('htmx:afterSettle', start);
})();
