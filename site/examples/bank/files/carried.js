// Puts the answers that the person brought along into the form. They came behind `#`, which no browser sends; from here
// on they are in the form alone, and leave only with its button.

const carried = new URLSearchParams(location.hash.slice(1));
const form = document.querySelector('form');

if (form && carried.get('prescore') === '1') {
  for (const [name, value] of carried) {
    // Nothing else of the form: a link must not choose a client or give a consent.
    const named = `[data-carried] [name="${CSS.escape(name)}"]`;
    for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(named))) {
      if (field.type === 'radio') field.checked = field.value === value;
      else if (field.type !== 'checkbox') field.value = value;
    }
  }
  // In another language the answers are there, too.
  for (const link of document.querySelectorAll('nav a'))
    link.setAttribute('href', link.getAttribute('href') + location.hash);
  // A reload, a bookmark or a link in the history holds no answers.
  history.replaceState(null, '', location.pathname + location.search);
  document.body.classList.add('carried');
}

/** @type {NodeListOf<HTMLInputElement>} */
const [consent, agreed] = document.querySelectorAll('[name="consent"], [name="agreed"]');
consent?.addEventListener('change', () => {
  if (agreed) agreed.value = new Date().toISOString();
});
