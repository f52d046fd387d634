// What the bank's server must send with the page. The only place where the policy is written.

const contentSecurityPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'font-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['lit-html'],
};

const deniedFeatures = ['camera', 'geolocation', 'microphone', 'payment', 'usb'];

/** Headers of every response. */
export const securityHeaders = {
  'Content-Security-Policy': Object.entries(contentSecurityPolicy)
    .map(([directive, values]) => [directive, ...values].join(' '))
    .join('; '),
  'Permissions-Policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * @param {string} path path of a file in the site
 * @returns {string} its `Cache-Control`: a name with a content hash never changes its content
 */
export function cacheControl(path) {
  return /\.[0-9a-z]{8}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
