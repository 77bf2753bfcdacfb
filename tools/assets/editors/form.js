// The editor of forms: form-js.
import { FormEditor } from '@bpmn-io/form-js-editor';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import '@bpmn-io/form-js-editor/dist/assets/properties-panel.css';
import questions, { clickToAdd } from './questions.js';
import { speakDutch } from './speech.js';

/**
 * Return a function that takes out of a form what form-js adds by itself, and keeps the order of what was
 * there: who changes one question, changes no other in the file.
 */
function asItWas(before, opened) {
  const each = (form, visit) => (form.components ?? []).forEach((one) => { visit(one); each(one, visit); });
  const [known, added] = [new Map(), new Map()];
  each(before, (one) => known.set(one.id, one));
  each(opened, (one) => {
    const own = known.get(one.id);
    if (own) added.set(one.id, Object.entries(one).filter(([name]) => !(name in own)).map(([name, value]) => [name, JSON.stringify(value)]));
  });
  const ordered = (like, one) => ({ ...Object.fromEntries(Object.keys(like).filter((name) => name in one).map((name) => [name, one[name]])), ...one });
  const tidy = (one) => {
    const left = { ...one };
    for (const [name, value] of added.get(one.id) ?? []) if (JSON.stringify(left[name]) === value) delete left[name];
    if (left.components) left.components = left.components.map(tidy);
    return known.has(one.id) ? ordered(known.get(one.id), left) : left;
  };
  return (form) => ordered(before, { ...form, components: form.components.map(tidy) });
}

window.aantafelEditor = async ({ canvas, content, changed, select }) => {
  const editor = new FormEditor({ container: canvas, debounce: false, additionalModules: [questions] });
  clickToAdd(canvas, editor);
  speakDutch(canvas);
  const before = JSON.parse(content);
  // The version of the format stays what it was: an older desktop modeller refuses a newer one.
  const { schemaVersion } = before;
  const { warnings } = await editor.importSchema(before);
  const plain = asItWas(before, editor.saveSchema());
  editor.on('changed', () => changed());
  const choose = (id) => {
    const field = editor.get('formFieldRegistry').get(id);
    if (field) editor.get('selection').set(field);
    return Boolean(field);
  };
  if (select) choose(select);
  return {
    problems: (warnings ?? []).map((one) => one.message),
    choose,
    read: async () => `${JSON.stringify(plain({ ...editor.saveSchema(), ...(schemaVersion ? { schemaVersion } : {}) }), null, 2)}\n`,
    mark() {},
  };
};
