// `prescore/frame`: importing it defines `<prescore-frame>`, for partners who build their pages with a bundler. The
// attribute `bank` names the folder of the bank's site.

import { register } from '../embed/register.ts';

export { PrescoreFrame } from '../embed/element.ts';
export type { PrescoreFrameEventMap, PrescoreFrameEvents } from '../embed/events.ts';
export type { Density, Theme } from '../shared/looks.ts';
export type { Step } from '../shared/steps.ts';
export type { FrameAttributes } from './attributes.ts';

register('');
