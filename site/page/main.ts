// The bank's page: gives the widget its texts, and changes the language in place.

import enProgramme from '../../model/instant-card/texts/en.json';
import ruProgramme from '../../model/instant-card/texts/ru.json';
import enUi from '../texts/en.json';
import ruUi from '../texts/ru.json';
import type { PrescoreWidget } from '../widget/element.ts';
import '../widget/register.ts';
import type { TextsByLanguage } from '../widget/texts.ts';
import { enableLanguageSwitch } from './languageSwitch.ts';

const texts: TextsByLanguage = {
  ru: { ui: ruUi, programme: ruProgramme },
  en: { ui: enUi, programme: enProgramme },
};

for (const widget of document.querySelectorAll<PrescoreWidget>('prescore-widget')) widget.texts = texts;
enableLanguageSwitch({ ru: ruUi, en: enUi });
