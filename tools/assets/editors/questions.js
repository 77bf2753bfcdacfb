// What form-js lacks for an owner: a click that adds a question, Dutch words to begin with, answers that are
// named after the question, and "show this question when another answer is yes" without an expression.
import { h } from 'preact';
import { slug } from './names.js';

const MADE_UP = /^[a-z]+_[0-9a-z]{1,10}$/; // now and then form-js draws a short one
const CHOICES = ['radio', 'select', 'checklist', 'taglist'];
const LABELS = { text: undefined, separator: undefined, spacer: undefined, group: 'Nieuwe groep', dynamiclist: 'Nieuwe herhaalde groep', checkbox: 'Nieuw vinkje' };
const LAST = 100;

const labelOf = (field) => field.label ?? field.dateLabel ?? '';

/** Begin in Dutch, and let the name of the answer follow the words of the question until somebody types a name. */
function Beginnings(eventBus, modeling, formFieldRegistry) {
  const followed = new Map(); // id of a question: the name it was given here
  const free = (wanted, field) => {
    const taken = new Set(formFieldRegistry.getAll().filter((one) => one !== field).map((one) => one.key));
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
    return name;
  };
  eventBus.on('commandStack.formField.add.postExecuted', ({ context: { formField: field } }) => {
    const words = field.type in LABELS ? LABELS[field.type] : 'Nieuwe vraag';
    const begin = words ? { [field.type === 'datetime' ? 'dateLabel' : 'label']: words } : {};
    if (CHOICES.includes(field.type) && field.values) begin.values = [{ label: 'Ja', value: 'ja' }, { label: 'Nee', value: 'nee' }];
    if (Object.keys(begin).length) modeling.editFormField(field, begin);
    if (MADE_UP.test(field.key ?? '')) followed.set(field.id, field.key);
  });
  eventBus.on('commandStack.formField.edit.postExecuted', ({ context: { formField: field, properties } }) => {
    if (followed.has(field.id) && ('label' in properties || 'dateLabel' in properties) && followed.get(field.id) === field.key) {
      const key = free(slug(labelOf(field)) || field.key, field);
      followed.set(field.id, key);
      if (key !== field.key) modeling.editFormField(field, 'key', key);
    }
    if ('values' in properties && field.values?.some(({ value, label }) => /^value\d*$/.test(value) && !/^Value\d*$/.test(label ?? ''))) {
      const values = field.values.map((one) => (/^value\d*$/.test(one.value) && slug(one.label ?? '') ? { ...one, value: slug(one.label) } : one));
      modeling.editFormField(field, 'values', values);
    }
  });
}
Beginnings.$inject = ['eventBus', 'modeling', 'formFieldRegistry'];

// -- show a question only after an answer ---------------------------------------------------------

const hidden = ({ key }, value) => `=${key} != ${typeof value === 'boolean' ? value : JSON.stringify(value)}`;

function answersOf(other) {
  if (other.type === 'checkbox') return [[true, 'aangevinkt']];
  return (other.values ?? []).map(({ value, label }) => [value, label ?? value]);
}

function ShowWhen({ field, editField, others, id }) {
  const now = field.conditional?.hide ?? '';
  const known = others.flatMap((other) => answersOf(other).map(([value]) => hidden(other, value)));
  const change = ({ target }) => editField(field, 'conditional', target.value ? { hide: target.value } : undefined);
  const asks = (other) => h('optgroup', { label: labelOf(other) }, answersOf(other).map(([value, words]) =>
    h('option', { value: hidden(other, value), selected: hidden(other, value) === now }, `bij “${labelOf(other)}” ${words}`)));
  return h('div', { class: 'bio-properties-panel-entry', 'data-entry-id': id }, h('div', { class: 'bio-properties-panel-select' },
    h('label', { class: 'bio-properties-panel-label', for: 'aantafel-toon' }, 'Toon deze vraag'),
    h('select', { id: 'aantafel-toon', class: 'bio-properties-panel-input', value: now, onChange: change },
      h('option', { value: '' }, 'altijd'), others.map(asks),
      now && !known.includes(now) ? h('option', { value: now }, 'volgens de expressie hieronder') : null)));
}

function ShowGroup(propertiesPanel, formFieldRegistry) {
  propertiesPanel.registerProvider({
    getGroups: (field, editField) => (groups) => {
      if (!field || field.type === 'default') return groups;
      const others = formFieldRegistry.getAll().filter((one) => one !== field && one.key && answersOf(one).length);
      const entry = { id: 'toon', component: ShowWhen, field, editField, others, isEdited: ({ value } = {}) => Boolean(value) };
      const fresh = { id: 'aantafel-toon', label: 'Wanneer is deze vraag er?', entries: [entry], shouldOpen: true };
      const place = groups.findIndex((one) => one.id === 'condition');
      return place < 0 ? [...groups, fresh] : [...groups.slice(0, place), fresh, ...groups.slice(place)];
    },
  }, LAST);
}
ShowGroup.$inject = ['propertiesPanel', 'formFieldRegistry'];

/** A click on a kind of question adds one: behind the question that is chosen, or as the last. */
export function clickToAdd(canvas, editor) {
  canvas.addEventListener('click', ({ target, detail }) => {
    const entry = target.closest?.('.fjs-palette-field');
    if (!entry || !detail) return; // a key press comes as a click without detail; form-js adds for that itself
    const form = editor._getState().schema;
    const chosen = editor.get('selection').get();
    const after = form.components.findIndex((one) => one.id === chosen?.id);
    const field = editor.get('modeling').addFormField({ type: entry.dataset.fieldType }, form, after < 0 ? form.components.length : after + 1);
    editor.get('selection').set(field);
    requestAnimationFrame(() => canvas.querySelector(`[data-id="${field.id}"]`)?.scrollIntoView({ block: 'nearest' }));
  });
}

export default { __init__: ['beginnings', 'showGroup'], beginnings: ['type', Beginnings], showGroup: ['type', ShowGroup] };
