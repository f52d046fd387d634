// The script of the snippet: below the bank's site under a name with its version, and as `latest`. It is bundled as a
// classic script without exports and without `import.meta`, so it works however a page inserts it: as a module, as a
// classic script, re-created by a tag manager, or evaluated.

import { homeOf } from './home.ts';
import { register } from './register.ts';

register(homeOf());
