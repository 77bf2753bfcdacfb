/* Loads a file into its editor, saves it while one works, and shows what the check says of it. */
(() => {
  const root = document.querySelector('[data-editor]');
  if (!root || !window.aantafelEditor) return;
  const at = (name) => root.querySelector(`[data-${name}]`);
  const state = at('state');
  const PAUSE = 700; // milliseconds without a change before it is saved
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': root.dataset.csrf };
  let editor;
  let rev = 0;
  let dirty = false;
  let saving = null;
  let stopped = false;
  let timer;
  let asked = 0;

  const say = (text) => { state.textContent = text; };
  const trouble = (text, stop) => {
    stopped = stopped || stop;
    at('trouble-text').textContent = text;
    at('trouble').querySelector('a').parentElement.hidden = !stop;
    at('trouble').hidden = false;
    say('Niet bewaard');
  };

  async function answerOf(url, options) {
    const answer = await fetch(url, { credentials: 'same-origin', ...options });
    const isJson = (answer.headers.get('Content-Type') ?? '').includes('json');
    const body = isJson ? await answer.json() : {};
    if (answer.status === 401) body.message = 'Uw sessie is verlopen. Log in een ander venster in en bewaar opnieuw.';
    if (answer.status === 400 && !body.message) body.message = 'De pagina stond te lang open. Kopieer wat u nodig hebt en laad hem opnieuw.';
    return { ok: answer.ok, status: answer.status, body };
  }

  async function write() {
    const content = await editor.read();
    dirty = false;
    say('Bezig met bewaren…');
    let answer;
    try {
      answer = await answerOf(root.dataset.content, { method: 'PUT', headers, body: JSON.stringify({ content, seen: rev }) });
    } catch {
      dirty = true;
      say('Geen verbinding. Uw werk staat nog hier.');
      return false;
    }
    if (!answer.ok) {
      dirty = true;
      trouble(answer.body.message ?? 'Bewaren lukte niet. Probeer het opnieuw.', answer.status === 409);
      return false;
    }
    rev = answer.body.rev;
    at('trouble').hidden = true;
    say(dirty ? 'Gewijzigd' : 'Bewaard');
    return true;
  }

  async function save() {
    clearTimeout(timer);
    while (saving) await saving;
    if (stopped) return false;
    saving = write();
    const good = await saving;
    saving = null;
    return good;
  }

  async function check() {
    at('verdict').textContent = 'De controle loopt…';
    const mine = ++asked;
    let answer;
    try {
      answer = await answerOf(root.dataset.check, { method: 'POST', headers });
    } catch {
      answer = { ok: false };
    }
    if (mine !== asked) return; // a later one is on its way
    if (!answer.ok) {
      at('verdict').textContent = 'De controle lukte nu niet.';
      return;
    }
    const { findings, elsewhere } = answer.body;
    const rest = elsewhere ? ` In andere bestanden van dit ontwerp: ${elsewhere}.` : '';
    at('verdict').textContent = findings.length
      ? `${findings.length === 1 ? 'Eén punt' : `${findings.length} punten`} in dit bestand.${rest}`
      : `In dit bestand vond de controle niets.${rest}`;
    at('findings').replaceChildren(...findings.map(line));
    editor.mark(new Set(findings.map((one) => one.element).filter(Boolean)));
  }

  function line(finding) {
    const item = document.createElement('li');
    const chip = document.createElement('span');
    chip.className = `chip chip--${finding.level === 'fout' ? 'late' : 'soon'}`;
    chip.textContent = finding.level === 'fout' ? 'Fout' : 'Let op';
    const words = document.createElement('div');
    const text = document.createElement('p');
    text.textContent = finding.message;
    const remedy = document.createElement('small');
    remedy.textContent = finding.remedy;
    words.append(chip, ' ');
    if (finding.element) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'editor__place';
      button.textContent = finding.label || finding.element;
      button.addEventListener('click', () => { editor.choose(finding.element); at('canvas').scrollIntoView({ block: 'nearest' }); });
      words.append(button);
    }
    words.append(text, remedy);
    item.append(words);
    return item;
  }

  const tell = (first) => root.dispatchEvent(new CustomEvent('aantafel:gewijzigd', { detail: { first, read: () => editor.read() } }));

  function changed() {
    dirty = true;
    if (editor) tell(false);
    if (stopped) return;
    say('Gewijzigd');
    clearTimeout(timer);
    timer = setTimeout(async () => { if (await save()) await check(); }, PAUSE);
  }

  async function open() {
    const drawing = root.dataset.editor === 'diagram';
    const [file, offer] = await Promise.all([
      answerOf(root.dataset.content), drawing ? answerOf(root.dataset.templates) : {},
    ]);
    if (!file.ok) { say(file.body.message ?? 'Het bestand kon niet worden geladen.'); return; }
    rev = file.body.rev;
    editor = await window.aantafelEditor({
      canvas: at('canvas'), panel: at('panel'), content: file.body.content, offer: offer.body, changed,
      select: new URLSearchParams(location.search).get('element'),
    });
    if (editor.problems.length) trouble(`Niet alles is te tonen: ${editor.problems.slice(0, 3).join(' ')}`, false);
    at('save').disabled = false;
    at('check').disabled = false;
    say('Geladen');
    tell(true);
    document.documentElement.dataset.klaar = 'ja';
    check();
  }

  at('save').addEventListener('click', async () => { if (await save()) await check(); });
  at('check').addEventListener('click', async () => { if (!dirty || await save()) await check(); });
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') { event.preventDefault(); at('save').click(); }
  });
  window.addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault(); });
  open().catch(() => say('Dit bestand is niet te tekenen. Open het als tekst, of kijk bij de controle wat er mis is.'));
})();
