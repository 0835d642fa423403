// What a program does to its data before a model sees them, as far as its calls and arithmetic show: scaled to [0, 1],
// binarised, shifted, standardised. A person's word (`# elbo: data=[0,1]`) counts more.

import type { Expression, Program, Span, Statement } from '../analysis/syntax/ast.ts';
import { isStatement, lastName, type Node, nodesOf } from './syntax.ts';

export type Treatment =
  /** Values between 0 and 1. */
  | 'unit'
  /** A loader of pictures gives such values unless it is told otherwise. */
  | 'pictures'
  | 'binary'
  /** Values between -1 and 1. */
  | 'symmetric'
  | 'standardised'
  | 'dequantised';

/** A treatment, and where it is written. */
export interface Step extends Span {
  readonly treatment: Treatment;
}

export function stepsIn(program: Program): readonly Step[] {
  const found: Step[] = [];
  for (const node of nodesOf(program)) {
    const treatment = isStatement(node) ? ofStatement(node) : ofExpression(node);
    if (treatment) found.push({ treatment, from: node.from, to: node.to });
  }
  return found;
}

/** `def binarize(x)`, `class BinaryMNIST`. */
function ofStatement(node: Statement): Treatment | null {
  return (node.kind === 'function' || node.kind === 'class') && binaryName.test(node.name)
    ? 'binary'
    : null;
}

const binaryName =
  /binari[sz]|binary_?(?:mnist|data|images?|digits|omniglot)|(?:mnist|data|digits)_?binary/iu;

function ofExpression(node: Expression): Treatment | null {
  switch (node.kind) {
    case 'call':
      return ofCall(node);
    case 'binary':
      return ofArithmetic(node);
    case 'name':
    case 'member':
      return binaryName.test(lastName(node)) || lastName(node) === 'bernoulli' ? 'binary' : null;
    case 'string':
      return binaryName.test(node.value) ? 'binary' : null;
    default:
      return null;
  }
}

type Call = Extract<Expression, { kind: 'call' }>;

const pictures =
  /^(?:kmnist|mnist\w*|fashionmnist|cifar100?|svhn|emnist|qmnist|omniglot|celeba)$/iu;
const casts = new Set([
  'float',
  'double',
  'astype',
  'type',
  'cast',
  'to',
  'int',
  'long',
  'where',
  'asarray',
  'toFloat',
]);

function ofCall(call: Call): Treatment | null {
  const name = lastName(call.callee);
  if (name === 'ToTensor' || name === 'to_tensor') return 'unit';
  if (name === 'MinMaxScaler') return 'unit';
  if (name === 'div' || name === 'div_' || name === 'divide')
    return call.args.some(isByte) ? 'unit' : null;
  if (name === 'Rescaling') return ofRescaling(call);
  if (name === 'Normalize') return isHalves(call) ? 'symmetric' : 'standardised';
  if (name === 'StandardScaler') return 'standardised';
  if (name === 'normalize' && call.args.some((argument) => argument.name === 'do_y'))
    return 'standardised';
  // Numbers drawn, where a `Bernoulli` is an object.
  if (name === 'bernoulli_') return 'binary';
  if (name === 'round' || name === 'Binarizer') return 'binary';
  if (casts.has(name) && holdsComparison(call)) return 'binary';
  if (call.args.some((argument) => argument.name === 'rescale' && isFraction(argument.value, 255)))
    return 'unit';
  if (name === 'read_data_sets' || name === 'get_mnist' || pictures.test(name)) return 'pictures';
  return call.args.some(({ value }) => isPictures(value)) ? 'pictures' : null;
}

function isPictures(value: Expression): boolean {
  if (value.kind === 'string') return pictures.test(value.value);
  return (value.kind === 'name' || value.kind === 'member') && pictures.test(lastName(value));
}

function ofRescaling({ args }: Call): Treatment | null {
  const [scale] = args;
  const isShifted = args.length > 1;
  if (!scale) return null;
  if (isFraction(scale.value, 255)) return isShifted ? null : 'unit';
  return isFraction(scale.value, 127.5) && isShifted ? 'symmetric' : null;
}

const isByte = ({ value }: { readonly value: Expression }): boolean =>
  value.kind === 'number' && (value.value === 255 || value.value === 256);

/** `1. / 255` */
function isFraction(value: Expression, denominator: number): boolean {
  if (value.kind === 'number') return Math.abs(value.value * denominator - 1) < 1e-3;
  return (
    value.kind === 'binary' &&
    value.operator === '/' &&
    value.left.kind === 'number' &&
    value.left.value === 1 &&
    value.right.kind === 'number' &&
    value.right.value === denominator
  );
}

function isHalves({ args }: Call): boolean {
  const numbers: number[] = [];
  const collect = (value: Expression): void => {
    if (value.kind === 'number') numbers.push(value.value);
    else if (value.kind === 'sequence') for (const item of value.items) collect(item);
  };
  for (const { value } of args) collect(value);
  return numbers.length > 0 && numbers.every((one) => one === 0.5);
}

/** `(x > 0.5).float()`, `np.where(x > .5, 1, 0)`. */
function holdsComparison({ args, callee }: Call): boolean {
  const isComparison = (node: Expression): boolean =>
    node.kind === 'logic' && /^[<>]=?$/u.test(node.operator);
  const object = callee.kind === 'member' ? [callee.object] : [];
  return [...object, ...args.map(({ value }) => value)].some(isComparison);
}

function ofArithmetic(node: Extract<Expression, { kind: 'binary' }>): Treatment | null {
  const { operator, left, right } = node;
  if (operator === '/' && right.kind === 'number') {
    if (right.value === 127.5 || right.value === 128) return 'symmetric';
    if (right.value === 255 || right.value === 256)
      return holdsNoise(left) ? 'dequantised' : 'unit';
  }
  if (operator === '*' && (isFraction(right, 255) || isFraction(left, 255))) return 'unit';
  const isDoubled =
    operator === '-' &&
    right.kind === 'number' &&
    right.value === 1 &&
    left.kind === 'binary' &&
    left.operator === '*' &&
    [left.left, left.right].some((side) => side.kind === 'number' && side.value === 2) &&
    ![left.left, left.right].some((side) => isProbability(side));
  return isDoubled ? 'symmetric' : null;
}

/** `2 * p - 1` of a probability is no data. */
function isProbability(node: Expression): boolean {
  return /^(?:p|prob\w*|lam\w*|sigmoid|mu|u|rand\w*)$/iu.test(
    lastName(node.kind === 'call' ? node.callee : node),
  );
}

function holdsNoise(node: Node): boolean {
  if (node.kind === 'call') return /^(?:rand\w*|uniform\w*)$/iu.test(lastName(node.callee));
  return node.kind === 'binary' && (holdsNoise(node.left) || holdsNoise(node.right));
}
