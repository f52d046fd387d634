// The bank's page: makes the widget known, and changes the language in place.

import { OwnPageWidget } from '../../widget/ownPage.ts';
import { upgradeWidgets } from '../../widget/upgrade.ts';
import { enableLanguageSwitch } from './languageSwitch.ts';

enableLanguageSwitch();
void upgradeWidgets(OwnPageWidget);
