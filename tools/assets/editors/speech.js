// dmn-js and form-js have texts that go through no translation. They are put into Dutch as they appear.
const WORDS = {
  // form-js: kinds of question
  Components: 'Onderdelen', 'Search components': 'Zoek een onderdeel', Input: 'Invullen', Selection: 'Kiezen', Presentation: 'Tonen',
  Containers: 'Groeperen', Action: 'Knoppen', 'Text field': 'Korte tekst', 'Text area': 'Lange tekst', Number: 'Getal', 'Date time': 'Datum',
  Expression: 'Berekening', 'File picker': 'Bestand', Table: 'Tabel', Checkbox: 'Vinkje', 'Checkbox group': 'Meer keuzes', 'Radio group': 'Eén keuze', Select: 'Keuzelijst', 'Tag list': 'Labels',
  'Text view': 'Uitleg', Separator: 'Lijn', Spacer: 'Ruimte', Group: 'Groep', 'Dynamic list': 'Herhaalde groep',
  // form-js: panel
  General: 'Algemeen', Validation: 'Eisen aan het antwoord', Condition: 'Wanneer verborgen', Options: 'Keuzes', 'Static options': 'Keuzes', 'Options source': 'Waar komen de keuzes vandaan?',
  Layout: 'Plaats', Appearance: 'Uiterlijk', 'Custom properties': 'Eigen gegevens', 'Field label': 'Vraag', 'Field description': 'Toelichting',
  Key: 'Naam van het antwoord', Label: 'Tekst', Value: 'Waarde', 'Default value': 'Al ingevuld', Required: 'Verplicht', Disabled: 'Niet te wijzigen', 'Read only': 'Alleen lezen',
  'Minimum length': 'Minstens zoveel tekens', 'Maximum length': 'Hoogstens zoveel tekens', 'Minimum': 'Minstens', Maximum: 'Hoogstens', 'Hide if': 'Verberg als',
  'Date label': 'Vraag', 'Time label': 'Vraag naar het tijdstip', Subtype: 'Soort', Text: 'Tekst', 'Group label': 'Kop', Columns: 'Breedte', Type: 'Soort',
  'Validation pattern': 'Soort antwoord', 'Regular expression pattern': 'Patroon', 'Form field': 'Vraag', 'Use 24h': '24 uur', 'Disallow past dates': 'Geen dagen in het verleden',
  Form: 'Formulier', FORM: 'FORMULIER', 'Drag and drop components here to start designing.': 'Sleep hier een onderdeel naartoe.', Create: 'Nieuw', ID: 'Id',
  'Binds to a form variable': 'Zo heet het antwoord in schema’s en brieven.', 'Condition under which the field is hidden': 'De voorwaarde waarbij de vraag verborgen is.',
  // dmn-js
  'Hit policy:': 'Welke regel geldt:', 'Hit Policy:': 'Welke regel geldt:', Annotations: 'Opmerking',
  string: 'tekst', boolean: 'ja of nee', number: 'getal', date: 'datum',
};

export function speakDutch(root) {
  const say = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const words = WORDS[node.data.trim()];
      if (words && !node.parentElement?.closest('[contenteditable], textarea, .fjs-form-field label, td.input-cell, td.output-cell')) node.data = node.data.replace(node.data.trim(), words);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of ['placeholder', 'title', 'aria-label']) {
      const words = WORDS[node.getAttribute(name)];
      if (words) node.setAttribute(name, words);
    }
    node.childNodes.forEach(say);
  };
  say(root);
  new MutationObserver((changes) => changes.forEach((one) => (one.type === 'childList' ? one.addedNodes.forEach(say) : say(one.target))))
    .observe(root, { childList: true, subtree: true, characterData: true });
}
