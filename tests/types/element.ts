// Checked by the compiler, never run: elements, properties and events as a page's author meets them.

import { PrescoreWidget, type PrescoreEventMap, type PrescoreEvents, type Theme } from 'prescore/element';
import type { PrescoreFrame } from 'prescore/frame';

const widget: PrescoreWidget = document.createElement('prescore-widget');
const frame: PrescoreFrame = document.createElement('prescore-frame');
document.querySelector('prescore-widget')?.prepareTexts('en');
// @ts-expect-error no such language
widget.prepareTexts('de');

widget.application = 'https://bank.example/apply';
widget.theme = 'dark';
widget.carryAnswers = true;
widget.attribution = { partner: 'dom' };
const theme: Theme = widget.theme;
// @ts-expect-error no such theme
widget.theme = 'blue';
// @ts-expect-error no such density
widget.density = 'tight';
// @ts-expect-error a switch, not a text
widget.carryAnswers = 'yes';
// @ts-expect-error texts have a shape
widget.texts = { ru: {} };
// @ts-expect-error what the page may not touch
widget.state;

widget.addEventListener('prescore-decision', ({ detail }) => {
  const outcome: 'likely_approval' | 'alternative_offer' | 'manual_review' = detail.outcome;
  const offers: readonly string[] = detail.offers;
  // @ts-expect-error never the probability
  detail.pd;
  // @ts-expect-error never the answers
  detail.answers;
  void [outcome, offers];
});
widget.addEventListener('prescore-step', ({ detail: { step } }) => {
  // @ts-expect-error no such step
  if (step === 'done') return;
});
widget.addEventListener('prescore-ready', ({ detail }) => detail.version.split('.'));
widget.addEventListener('prescore-continue', (event: CustomEvent<PrescoreEvents['prescore-continue']>) => event.detail);
widget.addEventListener('prescore-error', ({ detail: { code } }) => {
  if (code === 'model_refused' || code === 'wasm_refused' || code === 'attribute_unknown') return;
  // @ts-expect-error no such code
  if (code === 'oops') return;
});
widget.addEventListener('click', ({ clientX }) => clientX.toFixed());
widget.addEventListener('own-event', (event) => event.type);

frame.addEventListener('prescore-ready', ({ detail }) => detail.version.split('.'));
frame.addEventListener('prescore-step', ({ detail: { step } }) => {
  // @ts-expect-error no such step
  if (step === 'done') return;
});
// @ts-expect-error the frame says its version once, when it is ready
frame.addEventListener('prescore-step', ({ detail }) => detail.version);
// A newer frame may know a newer code.
frame.addEventListener(
  'prescore-error',
  ({ detail: { code } }) => code === 'frame_unreachable' || code === 'of_tomorrow',
);
// @ts-expect-error an error has a code, not an outcome
frame.addEventListener('prescore-error', ({ detail }) => detail.outcome);
// @ts-expect-error the page around the frame never hears a decision
frame.addEventListener('prescore-decision', ({ detail }) => detail);
// @ts-expect-error and no other element does
document.body.addEventListener('prescore-decision', ({ detail }) => detail);

// Events bubble: who listens further out says what is expected.
const heard = ({ detail }: PrescoreEventMap['prescore-step']): string => detail.step;
document.body.addEventListener('prescore-step', (event) => heard(event as PrescoreEventMap['prescore-step']));

class Own extends PrescoreWidget {}
customElements.define('own-widget', Own);
void theme;
