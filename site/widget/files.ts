// Files of the site that are loaded once.

const loaded = new Map<string, Promise<unknown>>();
const here = new Map<string, unknown>();

/** The content of a JSON file, requested once; after an error the next call requests it again. */
export async function loadJson<Content>(address: string): Promise<Content> {
  const known = loaded.get(address);
  if (known) return known as Promise<Content>;
  const content = fetchJson(address);
  loaded.set(address, content);
  content.then(
    (came) => here.set(address, came),
    () => loaded.delete(address),
  );
  return content as Promise<Content>;
}

/** The same content if it is loaded already, without waiting. */
export function jsonHere<Content>(address: string): Content | undefined {
  return here.get(address) as Content | undefined;
}

async function fetchJson(address: string): Promise<unknown> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered with status ${response.status}`);
  return response.json();
}
