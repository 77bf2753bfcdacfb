/* A page that stands open all day: its parts are renewed once a minute, but never what somebody is busy with.
   The task list has a way of its own (tasklist.js). */
(() => {
  const PERIOD = 60000; // milliseconds between two looks at the server
  const busyWith = (part) => part.contains(document.activeElement) || part.querySelector('input:checked, details[open]');
  const renewPart = (part, page) => {
    const fresh = page.getElementById(part.id);
    if (!fresh || busyWith(part) || fresh.innerHTML === part.innerHTML) return;
    part.replaceChildren(...[...fresh.childNodes].map((one) => document.importNode(one, true)));
  };
  const renewBadge = (page) => {
    const shown = document.querySelector('.nav .count');
    if (!shown) return;
    const fresh = page.querySelector('.nav .count');
    shown.hidden = !fresh;
    if (fresh) shown.replaceChildren(...[...fresh.childNodes].map((one) => document.importNode(one, true)));
  };

  let looking = false;
  const renew = async () => {
    if (looking || document.hidden) return;
    looking = true;
    try {
      const answer = await fetch(window.location.href, { credentials: 'same-origin', cache: 'no-store' });
      if (answer.ok && !answer.redirected) {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        document.querySelectorAll('[data-renew]').forEach((part) => renewPart(part, page));
        renewBadge(page);
      }
    } catch { /* no network: the page stays as it is, the next look tries again */ }
    looking = false;
  };
  setInterval(renew, PERIOD);
  window.addEventListener('focus', renew);
  document.addEventListener('visibilitychange', renew);
})();
