// What the package's build puts into the scripts: see bundle.mjs.

declare module '#prescore-wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '#prescore-batch-wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '#prescore-model' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '#prescore-twin' {
  import type { TwinFactory } from '../../wasm/types.ts';

  const createTwin: TwinFactory;
  export default createTwin;
}

declare module '#prescore-texts' {
  import type { TextsByLanguage } from '../widget/texts.ts';

  const texts: TextsByLanguage;
  export default texts;
}
