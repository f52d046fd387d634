'use strict';
// The slider moves the cut-off: it changes the figures, the confusion matrix and the marks on the plots.
const { own, table } = JSON.parse(document.getElementById('cut-off-data').textContent);
const slider = document.getElementById('cut-off');
// A share of nobody is null.
const percent = (share) => (share === null ? '–' : `${(100 * share).toFixed(1)}\u00a0%`);
const spellings = {
  maximum_pd: String,
  cost: (value) => value.toFixed(4),
};
const shares = ['approval_rate', 'bad_rate', 'recall', 'precision', 'accuracy'];

/** The place of a value on a plot; `scale` is its two ends on the picture, then the two values there. */
function place(value, [start, end, low, high]) {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return start + share * (end - start);
}

function moveMark(mark, row) {
  const missing = row[mark.dataset.x] === null || row[mark.dataset.y ?? mark.dataset.x] === null;
  mark.setAttribute('visibility', missing ? 'hidden' : 'visible');
  if (missing) return;
  const scale = mark.ownerSVGElement.dataset.scale.split(' ').map(Number);
  const x = place(row[mark.dataset.x], scale.slice(0, 4)).toFixed(1);
  if (mark.dataset.y) {
    mark.setAttribute('cx', x);
    mark.setAttribute('cy', place(row[mark.dataset.y], scale.slice(4)).toFixed(1));
  } else {
    mark.setAttribute('x1', x);
    mark.setAttribute('x2', x);
  }
}

function show() {
  const row = table[slider.valueAsNumber];
  for (const element of document.querySelectorAll('[data-figure]')) {
    const key = element.dataset.figure;
    const spell = spellings[key] ?? (shares.includes(key) ? percent : (value) => value.toLocaleString('en-US'));
    element.textContent = spell(row[key]);
  }
  for (const mark of document.querySelectorAll('.cut-off[data-x]')) moveMark(mark, row);
  slider.setAttribute('aria-valuetext', `PD up to ${row.maximum_pd.toFixed(4)}, approves ${percent(row.approval_rate)}`);
}

slider.max = String(table.length - 1);
slider.value = String(own);
slider.addEventListener('input', show);
document.getElementById('back').addEventListener('click', () => {
  slider.value = String(own);
  show();
});
document.getElementById('controls').hidden = false;
// Folded parts are printed too.
window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
});
