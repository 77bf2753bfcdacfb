/* Brings the reader of a finding to its line in a plain text editor. */
(() => {
  const field = document.getElementById('tekst');
  const line = Number(field?.dataset.regel);
  if (!field || !line) return;
  const start = field.value.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  const end = field.value.indexOf('\n', start);
  field.focus();
  field.setSelectionRange(start, end < 0 ? field.value.length : end);
  const height = parseFloat(getComputedStyle(field).lineHeight) || 22;
  field.scrollTop = Math.max(0, (line - 6) * height);
})();
