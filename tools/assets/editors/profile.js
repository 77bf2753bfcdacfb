// Only what the engine carries out can be drawn: the same list as engine/check/profile.py, as kinds in a menu.
import { dutch } from './dutch.js';

const SUPPORTED = new Set([
  'User task', 'Service task', 'Script task', 'Business rule task', 'Call activity',
  'Sub-process', 'Sub-process (expanded)', 'Exclusive gateway', 'Parallel gateway', 'Event-based gateway',
  'Start event', 'End event', 'Terminate end event', 'Intermediate throw event',
  'Timer intermediate catch event', 'Message intermediate catch event',
  'Timer boundary event', 'Timer boundary event (non-interrupting)',
  'Message boundary event', 'Message boundary event (non-interrupting)',
  'Sequence flow', 'Default flow', 'Conditional flow',
].map((label) => dutch(label)));
const NO_PALETTE = ['create.data-object', 'create.data-store', 'create.group', 'create.participant-expanded', 'create.task'];
const NO_PAD = ['append.compensation-activity', 'append.receive-task', 'append.signal-intermediate-event', 'append.condition-intermediate-event', 'append.append-task'];
const LAST = 100; // a low priority: after everybody who adds something

const without = (entries, names) => Object.fromEntries(Object.entries(entries).filter(([name]) => !names.includes(name)));
const supported = (entries) => Object.fromEntries(
  Object.entries(entries).filter(([name, entry]) => name.includes('template') || SUPPORTED.has(entry.label)));

function OnlySupported(palette, contextPad, popupMenu) {
  palette.registerProvider(LAST, { getPaletteEntries: () => (entries) => without(entries, NO_PALETTE) });
  contextPad.registerProvider(LAST, { getContextPadEntries: () => (entries) => without(entries, NO_PAD) });
  for (const menu of ['bpmn-replace', 'bpmn-create', 'bpmn-append']) {
    popupMenu.registerProvider(menu, LAST, {
      getPopupMenuEntries: () => supported,
      getPopupMenuHeaderEntries: () => (entries) => Object.fromEntries(Object.entries(entries).filter(([name]) => name === 'toggle-non-interrupting')),
    });
  }
}
OnlySupported.$inject = ['palette', 'contextPad', 'popupMenu'];

export default { __init__: ['onlySupported'], onlySupported: ['type', OnlySupported] };
