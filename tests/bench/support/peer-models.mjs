// @ts-check
// A forest in the formats of the peers. Every answer becomes a number: the value itself, or the place of the option in
// the model's order, of which every split takes the first few; or else the code that the core gives it.
//
// Numbers go left where they are at most a threshold. Engines that ask for "less than" or "at least" get the threshold
// one higher, as all numbers are whole.
import { readFileSync } from 'node:fs';
import { inRoot } from '../../../scripts/base/paths.mjs';

/** @typedef {{ feature: number, atMost: number, left: number, right: number } | { leaf: number }} PlainNode */
/** @typedef {(message: any) => void} Fill */
/**
 * @typedef {object} PlainForest
 * @property {string[]} features the questions
 * @property {(answers: Readonly<Record<string, string>>) => number[]} row one number a feature
 * @property {PlainNode[][]} trees leaves hold whole numbers: their sum over the trees is the score
 */

/**
 * @param {string} [file] a model.json
 * @returns {PlainForest}
 */
export function readForest(file = inRoot('model', 'instant-card', 'model.json')) {
  const model = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {{ question: string, order?: string[] }[]} */
  const encoding = model.encoding;
  const features = encoding.map(({ question }) => question);
  /** @param {any} node @returns {PlainNode} */
  const plain = (node) => {
    if (node.leaf !== undefined) return { leaf: node.leaf };
    const feature = features.indexOf(node.question);
    const order = encoding[feature]?.order ?? [];
    if (node.among && !order.slice(0, node.among.length).every((option) => node.among.includes(option))) {
      throw new Error(`A split of ${node.question} does not take the first options of its order.`);
    }
    return { feature, atMost: node.at_most ?? node.among.length - 1, left: node.left, right: node.right };
  };
  return {
    features,
    row: (answers) =>
      encoding.map(({ question, order }) => {
        const text = answers[question] ?? '';
        return order ? order.indexOf(text) : Number(text);
      }),
    trees: model.forest.trees.map((/** @type {any[]} */ tree) => tree.map(plain)),
  };
}

/**
 * @param {string} file forest.json of write_peer_data
 * @returns {Pick<PlainForest, 'features' | 'trees'>} over codes, of rows that miss no answer: code 0 is not among them
 */
export function readCodedForest(file) {
  /** @type {{ features: number, trees: [number, number, number, number, number][][] }} */
  const { features, trees } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    features: Array.from({ length: features }, (_, index) => `f${index}`),
    trees: trees.map((tree) =>
      tree.map(([feature, first, span, left, value], index) =>
        left === index ? { leaf: value } : { feature, atMost: first + span, left, right: left + 1 },
      ),
    ),
  };
}

/**
 * The obvious way to the score, which every peer must agree with.
 * @param {Pick<PlainForest, 'trees'>} forest
 * @param {ArrayLike<number>} row
 */
export function naiveScore({ trees }, row) {
  return trees.reduce((sum, tree) => {
    let node = tree[0];
    while (node && !('leaf' in node)) node = tree[(row[node.feature] ?? NaN) <= node.atMost ? node.left : node.right];
    return sum + (node?.leaf ?? NaN);
  }, 0);
}

/** Writes protocol buffers by field number. */
class Message {
  /** @param {any} Writer of protobufjs */
  constructor(Writer) {
    this.Writer = Writer;
    this.writer = Writer.create();
  }
  /** @param {number} field @param {number} value */
  integer(field, value) {
    this.writer.uint32(field * 8).int64(value);
    return this;
  }
  /** @param {number} field @param {number} value */
  float(field, value) {
    this.writer.uint32(field * 8 + 5).float(value);
    return this;
  }
  /** @param {number} field @param {string} value */
  text(field, value) {
    this.writer.uint32(field * 8 + 2).string(value);
    return this;
  }
  /** @param {number} field @param {(message: Message) => void} fill */
  message(field, fill) {
    const inner = new Message(this.Writer);
    fill(inner);
    this.writer.uint32(field * 8 + 2).bytes(inner.finish());
    return this;
  }
  /** @returns {Uint8Array} */
  finish() {
    return this.writer.finish();
  }
}

/** @param {import('../../../scripts/quality/peers.mjs').Peers} peers */
async function writerOf(peers) {
  const protobuf = await peers.load('protobufjs');
  return protobuf.Writer ?? protobuf.default.Writer;
}

/**
 * ONNX, operator set ai.onnx.ml 3: one TreeEnsembleRegressor from float rows `x` to the score `score`.
 * @param {Pick<PlainForest, 'features' | 'trees'>} forest
 * @param {import('../../../scripts/quality/peers.mjs').Peers} peers
 */
export async function onnxModel({ features, trees }, peers) {
  const nodes = trees.flatMap((tree, treeIndex) =>
    tree.map((node, index) => ({
      treeIndex,
      index,
      leaf: 0,
      feature: 0,
      atMost: 0,
      left: 0,
      right: 0,
      ...node,
      isLeaf: 'leaf' in node,
    })),
  );
  const leaves = nodes.filter(({ isLeaf }) => isLeaf);
  /** @type {[string, number[]][]} */
  const integers = [
    ['nodes_treeids', nodes.map(({ treeIndex }) => treeIndex)],
    ['nodes_nodeids', nodes.map(({ index }) => index)],
    ['nodes_featureids', nodes.map(({ feature }) => feature)],
    ['nodes_truenodeids', nodes.map(({ left }) => left)],
    ['nodes_falsenodeids', nodes.map(({ right }) => right)],
    ['target_treeids', leaves.map(({ treeIndex }) => treeIndex)],
    ['target_nodeids', leaves.map(({ index }) => index)],
    ['target_ids', leaves.map(() => 0)],
  ];
  /** @type {[string, number[]][]} */
  const floats = [
    ['nodes_values', nodes.map(({ atMost }) => atMost)],
    ['target_weights', leaves.map(({ leaf }) => leaf)],
  ];
  const modes = nodes.map(({ isLeaf }) => (isLeaf ? 'LEAF' : 'BRANCH_LEQ'));
  /** @param {Message} operator */
  const ensemble = (operator) => {
    operator.text(1, 'x').text(2, 'score').text(4, 'TreeEnsembleRegressor').text(7, 'ai.onnx.ml');
    for (const [name, values] of integers) {
      operator.message(5, (attribute) =>
        values.reduce((to, value) => to.integer(8, value), attribute.text(1, name)).integer(20, 7),
      );
    }
    for (const [name, values] of floats) {
      operator.message(5, (attribute) =>
        values.reduce((to, value) => to.float(7, value), attribute.text(1, name)).integer(20, 6),
      );
    }
    operator.message(5, (attribute) =>
      modes.reduce((to, mode) => to.text(9, mode), attribute.text(1, 'nodes_modes')).integer(20, 8),
    );
    operator.message(5, (attribute) => attribute.text(1, 'n_targets').integer(3, 1).integer(20, 2));
  };
  /** @param {string} name @param {number} columns @returns {(value: Message) => void} */
  const tensor = (name, columns) => (value) => {
    value
      .text(1, name)
      .message(2, (type) =>
        type.message(1, (of) =>
          of
            .integer(1, 1)
            .message(2, (shape) =>
              shape.message(1, (size) => size.text(2, 'rows')).message(1, (size) => size.integer(1, columns)),
            ),
        ),
      );
  };
  return new Message(await writerOf(peers))
    .integer(1, 8)
    .message(7, (graph) =>
      graph
        .message(1, ensemble)
        .text(2, 'forest')
        .message(11, tensor('x', features.length))
        .message(12, tensor('score', 1)),
    )
    .message(8, (set) => set.text(1, '').integer(2, 17))
    .message(8, (set) => set.text(1, 'ai.onnx.ml').integer(2, 3))
    .finish();
}

/**
 * A zipped model of Yggdrasil Decision Forests: a regression forest, whose prediction is the mean over the trees.
 * Its nodes follow in preorder, the way of "no" first; its conditions ask whether a value is at least a threshold.
 * @param {Pick<PlainForest, 'features' | 'trees'>} forest
 * @param {import('../../../scripts/quality/peers.mjs').Peers} peers
 * @returns {Promise<Uint8Array>}
 */
export async function ydfModel({ features, trees }, peers) {
  const Writer = await writerOf(peers);
  const label = features.length;
  /** @param {(message: Message) => void} fill */
  const made = (fill) => {
    const message = new Message(Writer);
    fill(message);
    return message.finish();
  };
  /** @type {Uint8Array[]} */
  const blobs = [];
  /** @param {PlainNode[]} tree @param {number} index */
  const add = (tree, index) => {
    const node = tree[index];
    if (!node) throw new Error('The tree has a hole.');
    if ('leaf' in node) {
      blobs.push(made((message) => message.message(2, (output) => output.float(1, node.leaf))));
      return;
    }
    blobs.push(
      made((message) =>
        message
          .message(2, (output) => output.float(1, 0))
          .message(3, (condition) =>
            condition
              .integer(1, 0)
              .integer(2, node.feature)
              .message(3, (type) => type.message(2, (higher) => higher.float(1, node.atMost + 1))),
          ),
      ),
    );
    add(tree, node.left);
    add(tree, node.right);
  };
  for (const tree of trees) add(tree, 0);
  const JSZip = (await peers.load('jszip')).default;
  const zip = new JSZip();
  zip.file(
    'header.pb',
    made((header) => {
      header.text(1, 'RANDOM_FOREST').integer(2, 2).integer(3, label);
      features.forEach((_, index) => header.integer(5, index));
    }),
  );
  zip.file(
    'data_spec.pb',
    made((spec) => {
      for (const name of [...features, 'score']) {
        spec.message(1, (column) =>
          column
            .integer(1, 1)
            .text(2, name)
            .message(5, (numbers) => numbers.float(2, 0)),
        );
      }
    }),
  );
  zip.file(
    'random_forest_header.pb',
    made((header) => header.integer(1, 1).integer(2, trees.length).integer(3, 0).text(7, 'BLOB_SEQUENCE')),
  );
  zip.file('nodes-00000-of-00001', blobSequence(blobs));
  zip.file('done', '');
  return zip.generateAsync({ type: 'uint8array' });
}

/** @param {Uint8Array[]} blobs */
function blobSequence(blobs) {
  const parts = [Buffer.from([0x42, 0x53, 0, 0, 0, 0, 0, 0])];
  for (const blob of blobs) {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(blob.length);
    parts.push(size, Buffer.from(blob));
  }
  return Buffer.concat(parts);
}

/**
 * What `RandomForestRegression.load` of ml-random-forest takes. Its prediction is the mean over the trees.
 * @param {Pick<PlainForest, 'features' | 'trees'>} forest
 */
export function mlRandomForestModel({ features, trees }) {
  /** @param {PlainNode[]} tree @param {number} index @returns {any} */
  const nested = (tree, index) => {
    const node = tree[index];
    if (!node) throw new Error('The tree has a hole.');
    if ('leaf' in node) return { distribution: node.leaf };
    return {
      splitColumn: node.feature,
      splitValue: node.atMost + 1,
      gain: 1,
      left: nested(tree, node.left),
      right: nested(tree, node.right),
    };
  };
  const options = {
    kind: 'regression',
    gainFunction: 'regression',
    splitFunction: 'mean',
    minNumSamples: 1,
    maxDepth: 100,
  };
  const columns = features.map((_, index) => index);
  return {
    name: 'RFRegression',
    selectionMethod: 'mean',
    baseModel: {
      indexes: trees.map(() => columns),
      n: columns.length,
      replacement: false,
      maxFeatures: columns.length,
      nEstimators: trees.length,
      treeOptions: options,
      isClassifier: false,
      seed: 1,
      useSampleBagging: false,
      estimators: trees.map((tree) => ({ name: 'DTRegression', options, root: nested(tree, 0) })),
    },
  };
}
