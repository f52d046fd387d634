// @ts-check
// Finds small changes that break a C++ file (mutants), and writes the file with all of them in it, each behind a switch.
// The grammar tells where an expression begins and ends. Mutants that do not compile behind a switch are left out.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** @typedef {import('web-tree-sitter').Node} Node */
/** @typedef {import('web-tree-sitter').Parser} Parser */
/**
 * @typedef {object} Mutant
 * @property {number} id from 1, across files
 * @property {string} file
 * @property {number} line from 1
 * @property {string} original the code that is replaced, on one line
 * @property {string} mutated the code that replaces it
 * @property {string} code the line, with the replaced code between « and »
 * @property {string | undefined} constant the name of the constant whose value contains it
 */

const COMPARISONS = {
  '<': ['<=', '>='],
  '>': ['>=', '<='],
  '<=': ['<', '>'],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
};
/** @type {Readonly<Record<string, readonly string[]>>} */
const OPERATORS = {
  ...COMPARISONS,
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['+'],
  '/': ['*'],
  '%': ['*'],
  '<<': ['>>'],
  '>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
};
/** @type {Readonly<Record<string, string>>} */
const ASSIGNMENTS = {
  '+=': '-=',
  '-=': '+=',
  '*=': '+=',
  '/=': '*=',
  '|=': '&=',
  '&=': '|=',
  '<<=': '>>=',
  '>>=': '<<=',
};
/** Places where the compiler must know the value, or where nothing runs. */
const CLOSED = new Set([
  'template_argument_list',
  'static_assert_declaration',
  'preproc_def',
  'preproc_if',
  'preproc_include',
  'enumerator',
  'array_declarator',
  'concept_definition',
  'noexcept',
  'type_descriptor',
  'bitfield_clause',
  'template_parameter_list',
]);

/** @returns {Promise<Parser>} */
export async function cppParser() {
  // Loaded late: `npm run mutate` starts before the npm packages are installed.
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-cpp/tree-sitter-cpp.wasm');
  return new Parser().setLanguage(await Language.load(readFileSync(grammar)));
}

/**
 * @param {Parser} parser
 * @param {string} file its name
 * @param {string} source
 * @param {number} firstId
 * @returns {{ mutants: Mutant[], write: (leftOut: ReadonlySet<number>, fixed: ReadonlySet<string>) => string }} `write`
 *   returns the file with every mutant except those left out; constants that are `fixed` keep their value
 */
export function mutantsOf(parser, file, source, firstId) {
  const tree = parser.parse(source);
  if (!tree || tree.rootNode.hasError) throw new Error(`The C++ grammar cannot read ${file}`);
  /** @type {Map<number, Mutant[]>} */
  const byNode = new Map();
  /** @type {Mutant[]} */
  const mutants = [];
  visit(tree.rootNode, (node) => {
    const own = [...new Set([...alternatives(node), ...condition(node)])]
      .map((mutated) => ({
        id: firstId + mutants.length,
        file,
        line: node.startPosition.row + 1,
        mutated: oneLine(mutated),
        original: oneLine(node.text),
        code: markedLine(node, source),
        constant: constantOf(node),
      }))
      .filter(({ original, mutated }) => !`${original}${mutated}`.includes('//'));
    for (const mutant of own) mutants.push({ ...mutant, id: firstId + mutants.length });
    if (own.length > 0) byNode.set(node.id, mutants.slice(-own.length));
  });
  return { mutants, write: (leftOut, fixed) => render(tree.rootNode, source, byNode, leftOut, fixed) };
}

/** @param {Node} node @param {(node: Node) => void} meet */
function visit(node, meet) {
  if (CLOSED.has(node.type) || isAssertion(node) || isCaseLabel(node)) return;
  meet(node);
  for (const child of node.namedChildren) if (child) visit(child, meet);
}

/** @param {Node} node */
const isAssertion = (node) => node.type === 'call_expression' && node.childForFieldName('function')?.text === 'assert';

/** @param {Node} node */
const isCaseLabel = (node) =>
  node.parent?.type === 'case_statement' && node.parent.childForFieldName('value')?.id === node.id;

/** @param {Node} node @param {string} source @returns {string} identifies the node among equal ones on other lines, also after lines moved */
function markedLine(node, source) {
  const begin = source.lastIndexOf('\n', node.startIndex - 1) + 1;
  const end = source.indexOf('\n', node.endIndex);
  const parts = [source.slice(begin, node.startIndex), '«', node.text, '»', source.slice(node.endIndex, end)];
  return oneLine(parts.join('')).trim();
}

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ');

/** @param {Node} node @returns {string[]} what replaces it, one for each mutant */
function alternatives(node) {
  switch (node.type) {
    case 'binary_expression':
      return withOperators(node, OPERATORS[operatorOf(node)] ?? []);
    case 'assignment_expression':
      return withOperators(node, [ASSIGNMENTS[operatorOf(node)] ?? []].flat());
    case 'unary_expression':
      return unary(node);
    case 'update_expression':
      return node.parent?.type === 'for_statement' ? [] : [swapped(node.text, '++', '--')];
    case 'number_literal':
      return number(node);
    case 'char_literal':
      return [`static_cast<char>(${node.text} + 1)`];
    case 'true':
      return ['false'];
    case 'false':
      return ['true'];
    case 'call_expression':
      return extremes(node);
    case 'expression_statement':
      return node.namedChildren[0] && !isAssertion(node.namedChildren[0]) ? [';'] : [];
    case 'break_statement':
      return insideSwitch(node) ? [] : [';'];
    case 'continue_statement':
      return [';'];
    default:
      return [];
  }
}

/** @param {Node} node */
const operatorOf = (node) => node.childForFieldName('operator')?.text ?? '';

/** @param {Node} node @param {readonly string[]} operators */
function withOperators(node, operators) {
  const [left, right] = [node.childForFieldName('left')?.text, node.childForFieldName('right')?.text];
  return operators.map((operator) => `${left} ${operator} ${right}`);
}

/** @param {Node} node */
function unary(node) {
  const argument = node.childForFieldName('argument')?.text ?? '';
  if (operatorOf(node) === '!') return [`static_cast<bool>(${argument})`];
  return operatorOf(node) === '-' ? [`(${argument})`] : [];
}

/** @param {Node} node */
function number(node) {
  const isZero = /^0[uUlL]*$/.test(node.text);
  return isZero ? [`(${node.text} + 1)`] : [`(${node.text} + 1)`, `(${node.text} - 1)`];
}

/** @param {Node} node */
function extremes(node) {
  const name = node.childForFieldName('function')?.text ?? '';
  if (!/^std::(min|max)\b/.test(name)) return [];
  return [
    node.text.startsWith('std::min')
      ? node.text.replace('std::min', 'std::max')
      : node.text.replace('std::max', 'std::min'),
  ];
}

/** A condition that always or never holds. @param {Node} node @returns {string[]} */
function condition(node) {
  const { parent } = node;
  if (!parent || node.type.endsWith('declaration')) return [];
  if (parent.type === 'condition_clause' && parent.childForFieldName('value')?.id === node.id) {
    const statement = parent.parent;
    if (statement?.type === 'while_statement') return ['false'];
    return statement?.type === 'if_statement' && !/^if\s+constexpr/.test(statement.text) ? ['true', 'false'] : [];
  }
  if (parent.childForFieldName('condition')?.id !== node.id) return [];
  if (parent.type === 'conditional_expression') return ['true', 'false'];
  return parent.type === 'for_statement' ? ['false'] : [];
}

/** @param {Node} node */
function insideSwitch(node) {
  for (let above = node.parent; above; above = above.parent) {
    if (above.type === 'switch_statement') return true;
    if (/^(for|while|do)_/.test(above.type)) return false;
  }
  return false;
}

/** @param {string} text @param {string} one @param {string} other */
const swapped = (text, one, other) => (text.includes(one) ? text.replace(one, other) : text.replace(other, one));

/** @param {Node} node @returns {string | undefined} the constant that it is part of */
function constantOf(node) {
  for (let above = node.parent; above; above = above.parent) {
    if (above.type === 'function_definition' || above.type === 'lambda_expression') return undefined;
    if (above.type === 'declaration' && /^(inline |static )*constexpr\b/.test(above.text)) {
      return above.childForFieldName('declarator')?.childForFieldName('declarator')?.text ?? '';
    }
  }
  return undefined;
}

/**
 * @param {Node} node
 * @param {string} source
 * @param {Map<number, Mutant[]>} byNode
 * @param {ReadonlySet<number>} leftOut
 * @param {ReadonlySet<string>} fixed
 * @returns {string}
 */
function render(node, source, byNode, leftOut, fixed) {
  const inner = renderChildren(node, source, byNode, leftOut, fixed);
  const constant = constantOf(node);
  const own = (byNode.get(node.id) ?? []).filter(({ id }) => !leftOut.has(id) && !fixed.has(constant ?? ''));
  if (own.length === 0) return inner;
  if (node.type.endsWith('_statement')) {
    return `{\n/*m${own[0]?.id}*/ if (!::prescore_mutant::on(${own[0]?.id}))\n${inner} }`;
  }
  const isCondition = condition(node).length > 0;
  const chain = own.map(
    ({ id, mutated, constant: of }) =>
      `/*m${id}*/ ::prescore_mutant::${of === undefined ? 'on' : 'late'}(${id}) ? (${mutated}) :\n`,
  );
  return `(${chain.join('')} ${isCondition ? `static_cast<bool>(${inner})` : `(${inner})`})`;
}

/** @type {typeof render} */
function renderChildren(node, source, byNode, leftOut, fixed) {
  let text = '';
  let end = node.startIndex;
  for (const child of node.children) {
    if (!child) continue;
    text += source.slice(end, child.startIndex);
    text += isUnfixed(child, fixed, byNode, leftOut) ? 'const' : render(child, source, byNode, leftOut, fixed);
    end = child.endIndex;
  }
  return text + source.slice(end, node.endIndex);
}

/** Whether it is the `constexpr` of a constant with mutants in its value. @type {(node: Node, fixed: ReadonlySet<string>, byNode: Map<number, Mutant[]>, leftOut: ReadonlySet<number>) => boolean} */
function isUnfixed(node, fixed, byNode, leftOut) {
  const declaration = node.parent;
  if (node.text !== 'constexpr' || declaration?.type !== 'declaration') return false;
  const name = declaration.childForFieldName('declarator')?.childForFieldName('declarator')?.text ?? '';
  if (fixed.has(name)) return false;
  let any = false;
  visit(declaration, (each) => {
    any ||= (byNode.get(each.id) ?? []).some(({ id, constant }) => constant !== undefined && !leftOut.has(id));
  });
  return any;
}
