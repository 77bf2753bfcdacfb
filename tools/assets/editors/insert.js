// Putting a step into an arrow, and beside a step: what owners ask most, in one click instead of five.
// All of it is one command, so one Ctrl+Z takes it back.
import { dutch } from './dutch.js';

const GAP = 50; // free space on either side of what is put in
const HIGH = 120; // room for a step below another
const CHOICES = [
  ['bpmn:UserTask', 'User task', 'bpmn-icon-user-task'], ['bpmn:ServiceTask', 'Service task', 'bpmn-icon-service-task'],
  ['bpmn:BusinessRuleTask', 'Business rule task', 'bpmn-icon-business-rule-task'], ['bpmn:CallActivity', 'Call activity', 'bpmn-icon-call-activity'],
  ['bpmn:ExclusiveGateway', 'Exclusive gateway', 'bpmn-icon-gateway-xor'],
  ['bpmn:IntermediateCatchEvent', 'Timer intermediate catch event', 'bpmn-icon-intermediate-event-catch-timer', 'bpmn:TimerEventDefinition'],
];

/** Return the middle of the longest level stretch of an arrow; of its longest stretch when none is level. */
function place(flow) {
  const stretches = flow.waypoints.slice(1).map((to, at) => ({ from: flow.waypoints[at], to }));
  const length = ({ from, to }) => Math.hypot(to.x - from.x, to.y - from.y);
  const level = stretches.filter(({ from, to }) => Math.abs(to.y - from.y) < 2 && Math.abs(to.x - from.x) > 20);
  const [{ from, to }] = (level.length ? level : stretches).sort((one, other) => length(other) - length(one));
  return { x: Math.round((from.x + to.x) / 2), y: Math.round((from.y + to.y) / 2), long: length({ from, to }), level: level.length > 0, left: Math.min(from.x, to.x) };
}

function Hands(commandStack, modeling, elementFactory, spaceTool, elementRegistry) {
  const shape = (type, eventDefinitionType) => elementFactory.createShape({ type, ...(eventDefinitionType ? { eventDefinitionType } : {}) });

  function room(axis, start, wanted) {
    const all = elementRegistry.filter((one) => one.parent);
    const { movingShapes, resizingShapes } = spaceTool.calculateAdjustments(all, axis, wanted, start);
    const delta = { x: 0, y: 0, [axis]: wanted };
    if (movingShapes.length || resizingShapes.length) modeling.createSpace(movingShapes, resizingShapes, delta, axis === 'x' ? 'e' : 's', start);
  }

  function putInto(flow, type, definition) {
    const fresh = shape(type, definition);
    let at = place(flow);
    const wanted = fresh.width + 2 * GAP;
    if (at.level && at.long < wanted) {
      room('x', at.x, Math.ceil((wanted - at.long) / 10) * 10);
      at = place(flow);
    }
    return modeling.createShape(fresh, { x: at.x, y: at.y }, flow);
  }

  function putBeside(step) {
    const fork = putInto(step.incoming.find((one) => one.type === 'bpmn:SequenceFlow'), 'bpmn:ParallelGateway');
    const join = putInto(step.outgoing.find((one) => one.type === 'bpmn:SequenceFlow'), 'bpmn:ParallelGateway');
    const bottom = step.y + step.height;
    const below = (one) => one.parent === step.parent && one !== step && one.y + one.height > bottom && one.y < bottom + HIGH
      && one.x < step.x + step.width + GAP && one.x + one.width > step.x - GAP;
    const lane = elementRegistry.find((one) => one.type === 'bpmn:Lane' && !one.children.some((child) => child.type === 'bpmn:Lane')
      && step.y >= one.y && bottom <= one.y + one.height);
    const foot = lane ? lane.y + lane.height : Infinity;
    if (elementRegistry.find(below) || foot < bottom + HIGH + 20) room('y', bottom + 15, HIGH);
    const fresh = modeling.createShape(shape('bpmn:UserTask'), { x: step.x + step.width / 2, y: bottom + 35 + step.height / 2 }, step.parent);
    modeling.connect(fork, fresh, { type: 'bpmn:SequenceFlow' });
    modeling.connect(fresh, join, { type: 'bpmn:SequenceFlow' });
    return fresh;
  }

  /** Put a clock on the lower border of a step, beside those that are there. */
  function putClock(step) {
    const there = step.attachers.map((one) => one.x + one.width / 2);
    const free = [0.75, 0.5, 0.25, 0.87, 0.62, 0.37, 0.12].map((part) => step.x + step.width * part)
      .find((x) => there.every((other) => Math.abs(other - x) > 50)) ?? step.x + step.width / 2;
    const clock = elementFactory.createShape({ type: 'bpmn:BoundaryEvent', eventDefinitionType: 'bpmn:TimerEventDefinition', cancelActivity: false });
    return modeling.createShape(clock, { x: Math.round(free), y: step.y + step.height }, step, { attach: true });
  }

  commandStack.register('aantafel.putClock', { preExecute: (context) => { context.fresh = putClock(context.step); } });
  commandStack.register('aantafel.putInto', { preExecute: (context) => { context.fresh = putInto(context.flow, context.type, context.definition); } });
  commandStack.register('aantafel.putBeside', { preExecute: (context) => { context.fresh = putBeside(context.step); } });
  const run = (name, context) => { commandStack.execute(name, context); return context.fresh; };
  this.putInto = (flow, type, definition) => run('aantafel.putInto', { flow, type, definition });
  this.putClock = (step) => run('aantafel.putClock', { step });
  this.putBeside = (step) => run('aantafel.putBeside', { step });
}
Hands.$inject = ['commandStack', 'modeling', 'elementFactory', 'spaceTool', 'elementRegistry'];

const flows = (list) => list.filter((one) => one.type === 'bpmn:SequenceFlow');

function InsertEntries(contextPad, popupMenu, hands, selection, directEditing) {
  const named = (fresh) => {
    selection.select(fresh);
    directEditing.activate(fresh);
  };
  popupMenu.registerProvider('aantafel-insert', {
    getPopupMenuEntries: (flow) => Object.fromEntries(CHOICES.map(([type, label, className, definition]) => [`insert-${type}`, {
      label: dutch(label), className, action: () => { popupMenu.close(); named(hands.putInto(flow, type, definition)); },
    }])),
  });
  const open = (event, flow) => {
    const { x, y } = event.target.getBoundingClientRect();
    popupMenu.open(flow, 'aantafel-insert', { x: x + 30, y, cursor: { x: event.x, y: event.y } }, { title: 'Wat komt ertussen?', width: 300, search: true });
  };
  contextPad.registerProvider(200, {
    getContextPadEntries: (element) => {
      if (element.type === 'bpmn:SequenceFlow') {
        return { 'aantafel-insert': { group: 'model', className: 'bpmn-icon-task', title: 'Zet er een onderdeel tussen', action: { click: open } } };
      }
      const clock = { group: 'model', className: 'bpmn-icon-intermediate-event-catch-timer', title: 'Zet er een klok op', action: { click: () => named(hands.putClock(element)) } };
      const entries = /Task$|CallActivity$|SubProcess$/.test(element.type) ? { 'aantafel-clock': clock } : {};
      const alone = /Task$|CallActivity$/.test(element.type) && flows(element.incoming).length === 1 && flows(element.outgoing).length === 1;
      if (alone) {
        entries['aantafel-beside'] = { group: 'model', className: 'bpmn-icon-gateway-parallel', title: 'Zet er een stap naast, tegelijk met deze', action: { click: () => named(hands.putBeside(element)) } };
      }
      return entries;
    },
  });
}
InsertEntries.$inject = ['contextPad', 'popupMenu', 'hands', 'selection', 'directEditing'];

export default { __init__: ['hands', 'insertEntries'], hands: ['type', Hands], insertEntries: ['type', InsertEntries] };
