// The only place of the page where an address becomes a script. Under Trusted Types the page's policy must allow it.

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
 * @throws TypeError where the page's policy does not list `prescore-worker`
 */
export function makeWorker(address: string): Worker {
  policy ??= trustedTypes?.createPolicy('prescore-worker', { createScriptURL: (known) => known });
  return new Worker(policy ? policy.createScriptURL(address) : address, { type: 'module' });
}
