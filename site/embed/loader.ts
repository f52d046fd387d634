// The script of the snippet. It is one folder below the bank's site, under a name with its version and as `latest`.

import { register } from './register.ts';

register(new URL('../', import.meta.url).href);
