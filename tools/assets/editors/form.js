// The editor of forms: form-js.
import { FormEditor } from '@bpmn-io/form-js-editor';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import '@bpmn-io/form-js-editor/dist/assets/properties-panel.css';
import questions, { clickToAdd } from './questions.js';
import { speakDutch } from './speech.js';

window.aantafelEditor = async ({ canvas, content, changed, select }) => {
  const editor = new FormEditor({ container: canvas, debounce: false, additionalModules: [questions] });
  clickToAdd(canvas, editor);
  speakDutch(canvas);
  const before = JSON.parse(content);
  // The version of the format stays what it was: an older desktop modeller refuses a newer one.
  const { schemaVersion } = before;
  const { warnings } = await editor.importSchema(before);
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
    read: async () => `${JSON.stringify({ ...editor.saveSchema(), ...(schemaVersion ? { schemaVersion } : {}) }, null, 2)}\n`,
    mark() {},
  };
};
