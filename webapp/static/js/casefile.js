/* Comfort in the case file: look closer at a diagram, drop files, call a colleague with @. */
(() => {
  const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

  // -- the diagram up close: buttons, and + - 0 while the drawing has focus
  document.querySelectorAll('[data-zoom]').forEach((zoom) => {
    const svg = zoom.querySelector('svg.b-svg');
    const frame = zoom.querySelector('.diagram');
    const bar = zoom.querySelector('.zoom__bar');
    const told = bar.querySelector('[role=status]');
    const wide = Number(svg.getAttribute('width'));
    const high = Number(svg.getAttribute('height'));
    let scale = 1;
    const show = (wanted, say = true) => {
      const share = (frame.scrollLeft + frame.clientWidth / 2) / Math.max(frame.scrollWidth, 1);
      scale = wanted;
      svg.setAttribute('width', Math.round(wide * scale));
      svg.setAttribute('height', Math.round(high * scale));
      frame.scrollLeft = share * frame.scrollWidth - frame.clientWidth / 2;
      if (say) told.textContent = `${Math.round(scale * 100)} procent`;
    };
    const turn = (step) => {
      if (step === 0) { show(Math.min(1, Math.max(0.2, (frame.clientWidth - 4) / wide))); return; }
      // Each step must be seen: from 48 percent it goes to 75, not to 50.
      const next = step > 0 ? STEPS.find((one) => one > scale * 1.1) : STEPS.filter((one) => one < scale * 0.9).pop();
      if (next) show(next);
    };
    bar.hidden = false;
    bar.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (button) turn(Number(button.dataset.step));
    });
    frame.addEventListener('keydown', (event) => {
      const step = { '+': 1, '=': 1, '-': -1, 0: 0 }[event.key];
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      turn(step);
    });
  });

  // -- a link to a drawing opens it
  const openTarget = () => {
    const here = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (here instanceof HTMLDetailsElement) here.open = true;
  };
  window.addEventListener('hashchange', openTarget);
  openTarget();

  // -- files: refuse at once what is too large, and let them be dropped
  document.addEventListener('change', (event) => {
    if (event.target.matches('.upload input[type=file]')) judge(event.target);
  });
  const judge = (field) => {
    const form = field.form;
    const largest = Number(form.dataset.largest);
    const fault = document.getElementById(`${field.id}-fout`);
    const large = [...field.files].filter((file) => file.size > largest).map((file) => `“${file.name}”`);
    const many = field.files.length > Number(form.dataset.most);
    let text = '';
    if (large.length) text = `${large.join(' en ')} is te groot. Kies een kleiner bestand, of verdeel het.`;
    else if (many) text = `Kies hoogstens ${form.dataset.most} bestanden tegelijk.`;
    fault.textContent = text;
    fault.hidden = !text;
    field.setCustomValidity(text);
  };
  document.querySelectorAll('.drop').forEach((place) => {
    const field = place.querySelector('input[type=file]');
    place.addEventListener('dragover', (event) => { event.preventDefault(); place.classList.add('is-over'); });
    place.addEventListener('dragleave', () => place.classList.remove('is-over'));
    place.addEventListener('drop', (event) => {
      event.preventDefault();
      place.classList.remove('is-over');
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      judge(field);
    });
  });

  // -- @name: a list to choose from while typing
  document.querySelectorAll('textarea[data-mentions]').forEach((area, number) => {
    const people = [...document.getElementById(area.dataset.mentions).options].filter((one) => one.value);
    const list = document.createElement('ul');
    list.className = 'suggest';
    list.id = `voorstellen-${number}`;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Collega’s');
    list.hidden = true;
    area.after(list);
    area.setAttribute('aria-autocomplete', 'list');
    area.setAttribute('aria-controls', list.id);
    let chosen = 0;
    let begun = -1;
    const close = () => { list.hidden = true; area.removeAttribute('aria-activedescendant'); };
    const mark = (place) => {
      chosen = place;
      [...list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === place)));
      area.setAttribute('aria-activedescendant', list.children[place].id);
    };
    const take = (item) => {
      area.setRangeText(`@${item.dataset.name} `, begun, area.selectionStart, 'end');
      close();
      area.focus();
    };
    area.addEventListener('input', () => {
      const before = area.value.slice(0, area.selectionStart);
      const found = /(?:^|[\s(])@([\w.\-]*)$/.exec(before);
      if (!found) { close(); return; }
      begun = before.length - found[1].length - 1;
      const word = found[1].toLowerCase();
      const fits = people.filter((one) => `${one.value} ${one.text}`.toLowerCase().includes(word)).slice(0, 6);
      list.replaceChildren(...fits.map((one, index) => {
        const item = document.createElement('li');
        item.id = `${list.id}-${index}`;
        item.setAttribute('role', 'option');
        item.dataset.name = one.value;
        item.textContent = one.text;
        return item;
      }));
      list.hidden = !fits.length;
      if (fits.length) mark(0); else close();
    });
    area.addEventListener('keydown', (event) => {
      if (list.hidden) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) mark((chosen + step + list.children.length) % list.children.length);
      else if (event.key === 'Enter' || event.key === 'Tab') take(list.children[chosen]);
      else if (event.key === 'Escape') close();
      else return;
      event.preventDefault();
    });
    list.addEventListener('mousedown', (event) => {
      event.preventDefault();
      const item = event.target.closest('li');
      if (item) take(item);
    });
    area.addEventListener('blur', close);
  });

  // -- the print page
  const printer = document.querySelector('[data-print]');
  if (printer) {
    printer.hidden = false;
    document.querySelector('[data-print-hint]').hidden = true;
    printer.addEventListener('click', () => window.print());
  }
})();
