/* The task page: what was typed keeps itself, the preview follows, colleagues are seen.
   The page works without this file: its buttons do the same. */
(() => {
  const AUTOSAVE = 1500; // milliseconds after the last key
  const FOLLOW = 600;
  const BEAT = 15000;

  const { after, send, replaceContent } = window.aantafelPage;

  const csrfOf = (form) => form.querySelector('[name=csrf_token]').value;

  const start = (form) => {
    const state = { dirty: false, stopped: false, leaving: false, saving: false, again: false, told: false };
    const stand = document.getElementById('concept-stand');
    const clash = document.getElementById('botsing');
    const present = document.getElementById('aanwezig');
    const preview = document.getElementById('vooruitblik');
    const concept = form.elements._concept;

    // --- the draft ---

    const say = (text) => { stand.textContent = text; };

    const showClash = (html) => {
      state.stopped = true;
      clash.innerHTML = html;
      say('Niet bewaard: een collega was u voor.');
      clash.querySelector('h3')?.focus();
    };

    const save = async () => {
      if (!state.dirty || state.stopped || state.leaving) return;
      if (state.saving) { state.again = true; return; }
      state.saving = true;
      state.dirty = false;
      try {
        const answer = await send(form.dataset.draft, new FormData(form));
        const html = await answer.text();
        if (answer.status === 409) showClash(html);
        else if (!answer.ok) throw new Error(answer.status);
        else {
          stand.innerHTML = html;
          concept.value = stand.querySelector('[data-concept]').dataset.concept;
          if (!state.told) document.dispatchEvent(new CustomEvent('aantafel:tasks-changed')); // the list shows it
          state.told = true;
        }
      } catch {
        state.dirty = true;
        say('Vanzelf bewaren lukt nu niet. Gebruik de knop Bewaren voor later.');
      }
      state.saving = false;
      if (state.again) { state.again = false; save(); }
    };
    const saveSoon = after(AUTOSAVE, save);

    const saveAtOnce = () => {
      if (!state.dirty || state.stopped || state.leaving) return;
      state.dirty = false;
      send(form.dataset.draft, new FormData(form), { keepalive: true }).catch(() => {});
    };

    // --- the preview and the letters in it ---

    let asked = 0;
    let typedInLetters = 0;
    const follow = async () => {
      asked += 1;
      const mine = asked;
      const before = typedInLetters;
      try {
        const answer = await send(form.dataset.preview, new FormData(form));
        if (answer.status !== 200) return; // 204: the task was finished meanwhile
        const html = await answer.text();
        if (mine !== asked || !preview.isConnected) return;
        if (before !== typedInLetters) followSoon(); // what was typed in a letter since is not in this answer
        else replaceContent(preview, html);
      } catch { /* the next change asks again */ }
    };
    const followSoon = after(FOLLOW, follow);

    form.addEventListener('input', (event) => {
      state.dirty = true;
      saveSoon();
      if (event.target.closest('.letter-desk')) typedInLetters += 1; // the letter reads itself anew
      else followSoon();
    });
    form.addEventListener('click', (event) => {
      if (!event.target.closest('[data-add], [data-remove]')) return;
      state.dirty = true;
      saveSoon();
      followSoon();
    });
    form.addEventListener('submit', (event) => {
      if (event.submitter?.formTarget === '_blank') return; // a letter on paper, the page stays
      state.leaving = true;
      saveSoon.cancel();
      followSoon.cancel();
    });

    clash?.addEventListener('click', (event) => {
      const keep = event.target.closest('[data-keep]');
      if (keep) { // my text goes on, over the draft that I have seen
        concept.value = keep.dataset.keep;
        clash.replaceChildren();
        Object.assign(state, { stopped: false, dirty: true });
        save();
        form.querySelector('textarea, input:not([type=hidden])')?.focus();
      } else if (event.target.closest('[data-leave]')) state.leaving = true;
    });

    // --- who else is here ---

    let known = '';
    const beat = async () => {
      if (!form.isConnected) { clearInterval(beating); return; }
      if (!present || document.hidden) return;
      const body = new FormData();
      body.set('csrf_token', csrfOf(form));
      body.set('_concept', concept.value);
      try {
        const answer = await send(present.dataset.url, body);
        const html = answer.ok ? await answer.text() : known;
        if (html.trim() !== known.trim()) { known = html; present.innerHTML = html; }
      } catch { /* the next beat tries again */ }
    };
    const beating = setInterval(beat, BEAT);

    beat();
    follow();
    return saveAtOnce;
  };

  let saveAtOnce = () => {};
  const startAll = () => {
    const form = document.getElementById('taakformulier');
    if (!form || form.dataset.task) return;
    form.dataset.task = 'true';
    saveAtOnce = start(form);
  };

  document.addEventListener('visibilitychange', () => { if (document.hidden) saveAtOnce(); });
  window.addEventListener('pagehide', () => saveAtOnce());
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (event.target.id === 'detail') saveAtOnce();
  });
  document.addEventListener('htmx:afterSettle', startAll);
  startAll();
})();
