// The editor of decision tables: dmn-js, opened on its first table.
import Modeler from 'dmn-js/lib/Modeler';
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import translate from './dutch.js';
import { speakDutch } from './speech.js';

window.aantafelEditor = async ({ canvas, content, changed, select }) => {
  const extra = { additionalModules: [translate] };
  const modeler = new Modeler({ container: canvas, drd: extra, decisionTable: extra, literalExpression: extra, boxedExpression: extra });
  let busy = true;
  speakDutch(canvas);
  modeler.on('viewer.created', ({ viewer }) => viewer.on('commandStack.changed', () => { if (!busy) changed(); }));
  const { warnings } = await modeler.importXML(content);
  const choose = async (id) => {
    const view = modeler.getViews().find((one) => one.element.id === id);
    if (view) { busy = true; await modeler.open(view); busy = false; }
    return Boolean(view);
  };
  const tables = modeler.getViews().filter((one) => one.type === 'decisionTable');
  if (!(select && await choose(select)) && tables.length) await choose(tables[0].element.id);
  busy = false;
  return {
    problems: warnings.map((one) => one.message),
    choose,
    read: async () => (await modeler.saveXML({ format: true })).xml,
    mark() {},
  };
};
