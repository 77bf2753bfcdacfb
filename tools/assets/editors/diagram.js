// The diagram editor: bpmn-js with the properties panel for Camunda 8, our templates and our words.
import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from 'bpmn-js-properties-panel';
import { CloudElementTemplatesPropertiesProviderModule } from 'bpmn-js-element-templates';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import behaviors from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import { CreateAppendAnythingModule, CreateAppendElementTemplatesModule } from 'bpmn-js-create-append-anything';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'bpmn-js-element-templates/dist/assets/element-templates.css';
import translate from './dutch.js';
import insert from './insert.js';
import naming, { nameEverything } from './names.js';
import questions from './panel.js';
import profile from './profile.js';

window.aantafelEditor = async ({ canvas, panel, content, offer, changed, select }) => {
  const modeler = new Modeler({
    container: canvas,
    propertiesPanel: { parent: panel, debounceInput: false }, // or what is typed last is not saved by who clicks at once
    moddleExtensions: { zeebe },
    textRenderer: { externalStyle: { fontSize: 10 } }, // or "Nee" breaks in the width that Camunda Modeler gave it
    additionalModules: [
      BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule,
      CloudElementTemplatesPropertiesProviderModule, behaviors, CreateAppendAnythingModule,
      CreateAppendElementTemplatesModule, translate, naming, profile, insert, questions(offer.names),
      { takenElsewhere: ['value', new Set(offer.taken)] },
    ],
  });
  const problems = [];
  modeler.on('elementTemplates.errors', ({ errors }) => problems.push(...errors.map((one) => one.message)));
  modeler.get('elementTemplatesLoader').setTemplates(offer.templates);
  let busy = true;
  const opened = async (xml) => {
    busy = true;
    const { warnings } = await modeler.importXML(xml);
    problems.push(...warnings.map((one) => one.message));
    const drawing = modeler.get('canvas');
    drawing.zoom('fit-viewport', 'auto');
    drawing.zoom(drawing.zoom() * 0.88, 'auto');
    drawing.scroll({ dx: 34, dy: 0 }); // from under the palette
    busy = false;
  };
  await opened(content);
  modeler.on('commandStack.changed', () => { if (!busy) changed(); });
  const choose = (id) => {
    const element = modeler.get('elementRegistry').get(id);
    if (!element) return false;
    modeler.get('selection').select(element);
    modeler.get('canvas').scrollToElement(element, 120);
    return true;
  };
  if (select) setTimeout(() => choose(select), 50); // the panel needs a moment after the import
  return {
    problems,
    choose,
    async read() {
      busy = true;
      nameEverything(modeler);
      busy = false;
      return (await modeler.saveXML({ format: true })).xml;
    },
    mark(ids) {
      const drawing = modeler.get('canvas');
      modeler.get('elementRegistry').forEach((element) => {
        if (element.parent) drawing[ids.has(element.id) ? 'addMarker' : 'removeMarker'](element, 'fout');
      });
    },
  };
};
