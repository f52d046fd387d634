// The one place of the page where an address becomes a script: under Trusted Types the page's policy names it.

interface AddressPolicy {
  createScriptURL(address: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: AddressPolicy): AddressPolicy;
}

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };

let policy: AddressPolicy | undefined;

/**
 * @param address one that the build wrote into the page
 * @throws TypeError where the page's policy knows no `prescore-worker`
 */
export function makeWorker(address: string): Worker {
  policy ??= trustedTypes?.createPolicy('prescore-worker', { createScriptURL: (known) => known });
  return new Worker(policy ? policy.createScriptURL(address) : address, { type: 'module' });
}
