// The name is the registration: an id that a machine made up would become the name of a form, so it is
// replaced by the words on the drawing as soon as there are any, and for the rest when the file is saved.
const MADE_UP = /^[A-Z][A-Za-z]*_[0-9a-z]{7}$/;
const KINDS = {
  'bpmn:ExclusiveGateway': 'keuze', 'bpmn:ParallelGateway': 'tegelijk', 'bpmn:EventBasedGateway': 'wat_eerst',
  'bpmn:StartEvent': 'begin', 'bpmn:EndEvent': 'einde', 'bpmn:SubProcess': 'subproces', 'bpmn:Lane': 'rol',
  'bpmn:TextAnnotation': 'notitie', 'bpmn:Association': 'bij_notitie', 'bpmn:Participant': 'deelnemer',
};

export const slug = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
  .replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').replace(/^(\d)/, 'stap_$1').slice(0, 60);

export const isMadeUp = (id) => MADE_UP.test(id);

function free(wanted, taken) {
  if (!taken(wanted)) return wanted;
  let number = 2;
  while (taken(`${wanted}_${number}`)) number += 1;
  return `${wanted}_${number}`;
}

export function nameEverything(modeler) {
  const registry = modeler.get('elementRegistry');
  const modeling = modeler.get('modeling');
  const ids = modeler.get('moddle').ids;
  const elsewhere = modeler.get('takenElsewhere'); // an id means one thing in all processes
  const taken = (id) => Boolean(ids.assigned(id)) || Boolean(registry.get(id)) || elsewhere.has(id);
  const wanted = (bo) => {
    if (bo.name && slug(bo.name)) return slug(bo.name);
    if (bo.sourceRef?.id && bo.targetRef?.id) return `${bo.sourceRef.id}_naar_${bo.targetRef.id}`;
    return KINDS[bo.$type] ?? slug(bo.$type.split(':')[1]);
  };
  const drawn = registry.filter((element) => element.businessObject && !element.labelTarget && !element.isImplicit);
  const nodesFirst = [...drawn.filter((one) => !one.waypoints), ...drawn.filter((one) => one.waypoints)];
  for (const element of nodesFirst) {
    const bo = element.businessObject;
    if (bo.id && isMadeUp(bo.id)) modeling.updateProperties(element, { id: free(wanted(bo), taken) });
    for (const definition of bo.eventDefinitions ?? []) {
      if (definition.id && isMadeUp(definition.id)) definition.id = free(`${bo.id}_aanleiding`, taken);
      const message = definition.messageRef;
      if (message && isMadeUp(message.id) && message.name) message.id = free(`bericht_${slug(message.name)}`, taken);
    }
  }
}

function NameFromLabel(eventBus, modeling, moddle, elementRegistry, takenElsewhere) {
  const taken = (id) => Boolean(moddle.ids.assigned(id)) || Boolean(elementRegistry.get(id)) || takenElsewhere.has(id);
  const follow = ({ context }) => {
    const element = context.element?.labelTarget ?? context.element;
    const bo = element?.businessObject;
    if (!bo?.name || !bo.id || element.waypoints || !isMadeUp(bo.id) || !slug(bo.name)) return;
    modeling.updateProperties(element, { id: free(slug(bo.name), taken) });
  };
  eventBus.on('commandStack.element.updateLabel.postExecuted', follow);
}
NameFromLabel.$inject = ['eventBus', 'modeling', 'moddle', 'elementRegistry', 'takenElsewhere'];

export default { __init__: ['nameFromLabel'], nameFromLabel: ['type', NameFromLabel] };
