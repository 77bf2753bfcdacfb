// What the panel beside a diagram asks: our own questions, in Dutch, in place of the technical ones.
import { FeelEntry, SelectEntry, TextAreaEntry, TextFieldEntry, isFeelEntryEdited, isSelectEntryEdited, isTextAreaEntryEdited, isTextFieldEntryEdited } from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';

const LAST = 100; // a low priority: after the providers whose groups are left out
const TECHNICAL = new Set([
  'inputs', 'outputs', 'inputPropagation', 'outputPropagation', 'multiInstance', 'form', 'assignmentDefinition', 'calledElement',
  'taskDefinition', 'userTaskImplementation', 'businessRuleImplementation', 'errors', 'Zeebe__ExecutionListeners', 'Zeebe__TaskListeners',
  'Zeebe__ExtensionProperties', 'adHocCompletion', 'activeElements',
]);
const BLOCKS = [['brief', 'Brief versturen'], ['status', 'Stand melden aan de inwoner'], ['registreer', 'Gegeven vastleggen'],
  ['termijn', 'Termijn veranderen'], ['bericht', 'Ander systeem laten weten'], ['start_zaak', 'Andere zaak beginnen']];
const AWAITED = [['inwoner', 'de inwoner'], ['aanbieder', 'de aanbieder'], ['andere_organisatie', 'een andere organisatie'], ['ombudsman', 'de ombudsman']];
const RECIPIENTS = [['inwoner', 'de inwoner'], ['vertegenwoordiger', 'de vertegenwoordiger'], ['beklaagde', 'de medewerker over wie het gaat'], ['andere_organisatie', 'een andere organisatie']];

// -- reading and writing extension elements ------------------------------------------------------

const extension = (element, type) => element.businessObject.extensionElements?.values?.find((one) => one.$type === type);
const listed = (element, holder, list) => extension(element, holder)?.[list] ?? [];

function put(element, services, type, attributes) {
  const { bpmnFactory, modeling } = services;
  const bo = element.businessObject;
  const before = bo.extensionElements?.values ?? [];
  const fresh = attributes ? [bpmnFactory.create(type, attributes)] : [];
  for (const list of ['properties', 'values']) for (const one of attributes?.[list] ?? []) one.$parent = fresh[0];
  const place = before.findIndex((one) => one.$type === type);
  const values = place < 0 ? [...before, ...fresh] : [...before.slice(0, place), ...fresh, ...before.slice(place + 1)];
  const holder = values.length ? bpmnFactory.create('bpmn:ExtensionElements', { values }) : undefined;
  if (holder) { holder.$parent = bo; values.forEach((one) => { one.$parent = holder; }); }
  modeling.updateModdleProperties(element, bo, { extensionElements: holder });
}

function attribute(type, name) {
  return {
    get: (element) => extension(element, type)?.[name] ?? '',
    set: (element, services, value) => {
      const others = { ...extension(element, type) };
      delete others[name];
      const all = value ? { ...others, [name]: value } : others;
      put(element, services, type, Object.keys(all).length ? all : null);
    },
  };
}

function pair(holder, list, item, key, name) {
  return {
    get: (element) => listed(element, holder, list).find((one) => one[key] === name)?.value ?? '',
    set: (element, services, value) => {
      const before = listed(element, holder, list);
      const fresh = value ? [services.bpmnFactory.create(item, { [key]: name, value })] : [];
      const place = before.findIndex((one) => one[key] === name);
      const all = place < 0 ? [...before, ...fresh] : [...before.slice(0, place), ...fresh, ...before.slice(place + 1)];
      put(element, services, holder, all.length ? { [list]: all } : null);
    },
  };
}
const property = (name) => pair('zeebe:Properties', 'properties', 'zeebe:Property', 'name', name);
const header = (name) => pair('zeebe:TaskHeaders', 'values', 'zeebe:Header', 'key', name);

const when = {
  get: (element) => element.businessObject.eventDefinitions?.[0]?.timeDate?.body ?? '',
  set: (element, { bpmnFactory, modeling }, value) => {
    const definition = element.businessObject.eventDefinitions[0];
    const timeDate = value ? bpmnFactory.create('bpmn:FormalExpression', { body: value }) : undefined;
    if (timeDate) timeDate.$parent = definition;
    modeling.updateModdleProperties(element, definition, { timeDate });
  },
};
const isOnADay = ({ businessObject }) => {
  const definition = businessObject.eventDefinitions?.[0];
  return definition?.$type === 'bpmn:TimerEventDefinition' && !definition.timeDuration && !definition.timeCycle;
};

// -- questions -----------------------------------------------------------------------------------

const KINDS = {
  text: [TextFieldEntry, isTextFieldEntryEdited], area: [TextAreaEntry, isTextAreaEntryEdited],
  feel: [FeelEntry, isFeelEntryEdited], choice: [SelectEntry, isSelectEntryEdited],
};

function question(kind, id, label, store, { hint, choices, none, variables } = {}) {
  const [Entry, isEdited] = KINDS[kind];
  const component = ({ element }) => {
    const services = { bpmnFactory: useService('bpmnFactory'), modeling: useService('modeling') };
    const value = store.get(element);
    const getOptions = () => {
      const known = [['', none ?? 'niets'], ...choices];
      return [...known, ...(known.some(([one]) => one === value) ? [] : [[value, value]])].map(([one, words]) => ({ value: one, label: words }));
    };
    return h(Entry, {
      element, id, label, description: hint, debounce: useService('debounceInput'), getValue: store.get,
      setValue: (one) => store.set(element, services, one),
      ...(kind === 'choice' ? { getOptions } : {}),
      ...(kind === 'feel' ? { feel: 'required', variables } : {}),
      ...(kind === 'area' ? { rows: 3 } : {}),
    });
  };
  return { id, component, isEdited };
}

const group = (id, label, entries) => ({ id: `aantafel-${id}`, label, entries, shouldOpen: true });

function work(kind, element, names) {
  const waits = question('choice', 'wacht_op', 'Op wie wachten we?', property('wacht_op'), { choices: AWAITED, none: 'op niemand' });
  switch (kind) {
    case 'bpmn:UserTask':
      return [
        question('choice', 'rol', 'Wie doet dit?', attribute('zeebe:AssignmentDefinition', 'candidateGroups'), { choices: names.roles.map(([, name]) => [name, name]), none: 'de rol van de baan' }),
        question('choice', 'formulier', 'Formulier', attribute('zeebe:FormDefinition', 'formId'), { choices: names.forms, none: 'dat met de id van de taak' }),
        waits,
        question('text', 'ander_dan', 'Vier ogen', property('ander_dan'), { hint: 'De id’s van taken die een ander moet hebben gedaan.' }),
      ];
    case 'bpmn:ServiceTask': {
      const block = attribute('zeebe:TaskDefinition', 'type');
      const entries = [question('choice', 'bouwsteen', 'Wat gebeurt er?', block, { choices: BLOCKS, none: 'kies een bouwsteen' })];
      if (block.get(element) === 'brief') entries.push(
        question('choice', 'brief', 'Welke brief?', header('brief'), { choices: names.letters, none: 'kies een brief' }),
        question('choice', 'aan', 'Aan wie?', header('aan'), { choices: RECIPIENTS, none: 'wat in de brief staat' }),
        question('choice', 'kanaal', 'Hoe?', header('kanaal'), { choices: [['email', 'per e-mail'], ['post', 'per post']], none: 'wat de ontvanger koos' }));
      if (block.get(element) === 'bericht') entries.push(
        question('text', 'bericht', 'Hoe heet het bericht?', header('bericht'), { hint: 'Kleine letters en liggende streepjes.' }),
        question('choice', 'berichtrol', 'Voor welke rol?', header('rol'), { choices: names.roles.map(([, name]) => [name, name]), none: 'geen' }));
      if (block.get(element) === 'status') entries.push(
        question('area', 'status', 'Waar is de klacht?', header('status'), { hint: 'Eén zin die de inwoner leest.' }));
      return entries;
    }
    case 'bpmn:CallActivity':
      return [question('choice', 'proces', 'Welk proces?', attribute('zeebe:CalledElement', 'processId'), { choices: names.processes, none: 'kies een proces' })];
    case 'bpmn:StartEvent':
      return [question('text', 'wie_start', 'Wie mag dit beginnen?', property('wie_start'), { hint: 'Rollen of ‘inwoner’, met een komma ertussen. Leeg: alleen een andere zaak.' })];
    case 'bpmn:BoundaryEvent':
      return [question('choice', 'herinnering', 'Is dit een herinnering?', property('herinnering'), { choices: [['ja', 'ja, vervalt als een latere ook afgaat'], ['nee', 'nee']], none: 'nee' }), waits];
    case 'bpmn:IntermediateCatchEvent':
      return [waits];
    default:
      return [];
  }
}

function ours(element, names) {
  const kind = element.type;
  const found = [];
  const doing = work(kind, element, names);
  if (doing.length) found.push(group('werk', 'Werk', doing));
  const terms = [];
  if (kind === 'bpmn:UserTask') terms.push(question('feel', 'uiterste_dag', 'Uiterste dag', attribute('zeebe:TaskSchedule', 'dueDate'), { hint: 'Bijvoorbeeld termijn("afdoening").', variables: names.variables }));
  if (['bpmn:UserTask', 'bpmn:ServiceTask'].includes(kind)) terms.push(
    question('choice', 'voldoet_aan', 'Voldoet aan termijn', property('voldoet_aan'), { choices: names.terms, none: 'geen' }),
    question('choice', 'heropent', 'Heropent termijn', property('heropent'), { choices: names.terms, none: 'geen' }));
  if (isOnADay(element)) terms.push(question('feel', 'wanneer', 'Wanneer gaat de klok af?', when, { hint: 'Een dag, bijvoorbeeld termijn("afdoening") - duration("P10D"): tien dagen ervoor.', variables: names.variables }));
  if (terms.length) found.push(group('termijn', 'Termijn', terms));
  if (/Task$|Event$|Activity$|SubProcess$/.test(kind)) found.push(
    group('grondslag', 'Grondslag', [
      question('text', 'grondslag', 'Grondslag', property('grondslag'), { hint: 'Bijvoorbeeld: Awb artikel 9:11 lid 2' }),
      question('text', 'wet', 'Wettelijke markering', property('wet'), { hint: 'Bijvoorbeeld: awb.9:6' }),
    ]),
    group('inwoner', 'Uitleg voor de inwoner', [
      question('text', 'inwoner_titel', 'Zo heet de stap voor de inwoner', property('inwoner_titel'), { hint: 'Zonder titel ziet de inwoner de stap niet.' }),
      question('area', 'inwoner_uitleg', 'Wat betekent dit voor de inwoner?', property('inwoner_uitleg')),
    ]));
  return found;
}

export default (names) => {
  function OurQuestions(propertiesPanel) {
    const technical = (element) => ({ id }) => TECHNICAL.has(id) || id.startsWith('ElementTemplates__')
      || (id === 'timer' && isOnADay(element) && when.get(element))
      || (id === 'headers' && ['brief', 'status'].includes(attribute('zeebe:TaskDefinition', 'type').get(element)));
    propertiesPanel.registerProvider(LAST, {
      getGroups: (element) => (groups) => {
        const left = groups.filter((one) => !technical(element)(one));
        const [general, ...rest] = left;
        return general ? [general, ...ours(element, names), ...rest] : ours(element, names);
      },
    });
  }
  OurQuestions.$inject = ['propertiesPanel'];
  return {
    __init__: ['ourQuestions'],
    ourQuestions: ['type', OurQuestions],
    variableResolver: ['value', { getVariablesForElement: async () => names.variables, getProcessVariables: async () => names.variables }],
  };
};
