/* The slider of a rehearsal tells the day it stands at, and goes there when one lets go. */
(() => {
  const form = document.querySelector('[data-slide]');
  if (!form) return;
  const slide = form.querySelector('input[type=range]');
  const told = form.querySelector('output');
  const start = new Date(`${form.dataset.slide}T12:00:00Z`);
  const words = new Intl.DateTimeFormat('nl-NL', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const day = () => words.format(new Date(start.getTime() + Number(slide.value) * 86400000));
  form.hidden = false;
  slide.addEventListener('input', () => {
    told.textContent = day();
    slide.setAttribute('aria-valuetext', day());
  });
  slide.setAttribute('aria-valuetext', day());
})();
