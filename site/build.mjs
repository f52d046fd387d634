// The entry of the site's build.

export { buildSite } from './build/site.mjs';
