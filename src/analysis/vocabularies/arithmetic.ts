// Calls whose meaning is the same in every framework, as functions and as methods.

import { type Code, type CodeFunction, type CodeReduction, has, holds } from '../lowering/code.ts';
import type { Bound, Entry, Vocabulary } from './vocabulary.ts';

/** A value by its name, rather than a comparison of some. */
function isPlainName({ symbol }: Extract<Code, { kind: 'symbol' }>): boolean {
  return symbol.origin !== 'call' && /^[\w.]+$/u.test(symbol.name);
}

function unary(fn: CodeFunction, ...names: readonly string[]): Entry {
  return {
    names,
    params: ['input'],
    meaning: {
      kind: 'elementwise',
      build: (b) => {
        const x = b.code('input');
        return x && b.table.apply(fn, [x]);
      },
    },
  };
}

function compute(
  names: readonly string[],
  params: readonly string[],
  build: (b: Bound) => ReturnType<Bound['code']>,
): Entry {
  return { names, params, meaning: { kind: 'elementwise', build } };
}

function reduce(reduction: CodeReduction, ...names: readonly string[]): Entry {
  return { names, params: ['input', 'axis'], meaning: { kind: 'reduce', reduction } };
}

function isAxis(node: Code): boolean {
  if (node.kind === 'number') return Number.isInteger(node.value);
  return node.kind === 'symbol' && /(?:^|[._])(?:dim|axis)$/u.test(node.symbol.name);
}

const both = (b: Bound) => [b.code('input'), b.code('other')] as const;

const transparent = `view reshape flatten ravel squeeze unsqueeze expand expand_as permute transpose to cpu cuda float double half
  type type_as detach clone item data numpy cast Variable stop_gradient tensor as_tensor array asarray expand_dims contiguous
  requires_grad_ Tensor FloatTensor identity convert_to_tensor constant batch_flatten Flatten Reshape copy astype eval train float32 float64
  squeeze_ view_as reshape_as swapaxes movedim repeat repeat_elements tile broadcast_to T moveaxis checkpoint_name
  asScalar arraySync dataSync toFloat as1D as2D nan_to_num constant_of_shape device_get jit pop_last
  ensure_shape set_shape from_numpy value get_value shard with_sharding_constraint
  scalar tensor1d tensor2d batchFlatten`;

export const arithmetic: Vocabulary = {
  id: 'arithmetic',
  name: 'Arithmetic',
  entries: [
    unary('exp', 'exp', 'exp_'),
    unary('log', 'log', 'log_', 'ln'),
    unary('log1p', 'log1p'),
    unary('expm1', 'expm1'),
    unary('abs', 'abs', 'absolute', 'abs_'),
    unary('tanh', 'tanh', 'tanh_'),
    unary('sigmoid', 'sigmoid', 'sigmoid_', 'expit'),
    unary('softplus', 'softplus', 'Softplus'),
    unary('logSigmoid', 'logsigmoid', 'log_sigmoid'),
    unary('relu', 'relu', 'relu_'),
    unary('logGamma', 'lgamma', 'gammaln', 'log_gamma'),
    unary('digamma', 'digamma', 'polygamma0', 'psi'),
    unary('cosh', 'cosh'),
    unary('sin', 'sin'),
    unary('cos', 'cos'),
    unary('sign', 'sign'),
    unary('besselI0', 'i0', 'bessel_i0'),
    compute(['square', 'square_'], ['input'], (b) => {
      const x = b.code('input');
      return x && b.table.power(x, b.table.number(2));
    }),
    compute(['sqrt', 'sqrt_'], ['input'], (b) => {
      const x = b.code('input');
      return x && b.table.power(x, b.table.number(0.5));
    }),
    compute(['rsqrt'], ['input'], (b) => {
      const x = b.code('input');
      return x && b.table.power(x, b.table.number(-0.5));
    }),
    compute(['reciprocal'], ['input'], (b) => {
      const x = b.code('input');
      return x && b.table.power(x, b.table.number(-1));
    }),
    compute(['neg', 'negative', 'neg_'], ['input'], (b) => {
      const x = b.code('input');
      return x && b.table.negate(x);
    }),
    compute(['pow', 'power', 'pow_', 'float_power'], ['input', 'exponent'], (b) => {
      const x = b.code('input');
      const n = b.code('exponent');
      return x && n && b.table.power(x, n);
    }),
    compute(['add', 'add_', 'iadd'], ['input', 'other', 'alpha'], (b) => {
      const [x, y] = both(b);
      return x && y && b.table.add(x, b.table.multiply(b.code('alpha') ?? b.table.one, y));
    }),
    compute(['sub', 'subtract', 'sub_', 'minus'], ['input', 'other', 'alpha'], (b) => {
      const [x, y] = both(b);
      const scaled = y && b.table.multiply(b.code('alpha') ?? b.table.one, y);
      return x && scaled && b.table.add(x, b.table.negate(scaled));
    }),
    compute(['mul', 'multiply', 'mul_', 'times'], ['input', 'other'], (b) => {
      const [x, y] = both(b);
      return x && y && b.table.multiply(x, y);
    }),
    compute(
      ['div', 'divide', 'div_', 'true_divide', 'truediv', 'divide_no_nan'],
      ['input', 'other'],
      (b) => {
        const [x, y] = both(b);
        return x && y && b.table.divide(x, y);
      },
    ),
    compute(['addcmul', 'addcmul_'], ['input', 'tensor1', 'tensor2', 'value'], (b) => {
      const [x, y, z] = [b.code('input'), b.code('tensor1'), b.code('tensor2')];
      return x && y && z && b.table.add(x, b.table.multiply(b.code('value') ?? b.table.one, y, z));
    }),
    compute(['squared_difference', 'squaredDifference'], ['input', 'other'], (b) => {
      const [x, y] = both(b);
      return x && y && b.table.power(b.table.add(x, b.table.negate(y)), b.table.number(2));
    }),
    compute(['add_n', 'addN'], ['inputs'], (b) => {
      const list = b.value('inputs');
      if (list?.kind !== 'tuple') return undefined;
      const codes = list.items.flatMap((item) => (item.kind === 'code' ? [item.code] : []));
      return codes.length === list.items.length ? b.table.add(...codes) : undefined;
    }),
    compute(
      ['clamp', 'clip', 'clip_by_value', 'clamp_', 'clipByValue'],
      ['input', 'min', 'max'],
      (b) => {
        const x = b.code('input');
        const [min, max] = [b.code('min'), b.code('max')];
        // The positive part of a value; of a loss it is a floor.
        const isPositivePart = min === b.table.zero && !max && x && !has(x, holds.carrier);
        if (isPositivePart) return b.table.apply('relu', [x]);
        return x && b.table.apply('clip', [x, ...[min, max].filter((c) => c !== undefined)]);
      },
    ),
    compute(['maximum', 'fmax'], ['input', 'other'], (b) => {
      const [x, y] = both(b);
      return x && y && b.table.apply('maximum', [x, y]);
    }),
    // Of two tensors the larger; with a whole number or a name of an axis a reduction.
    compute(['max'], ['input', 'other'], (b) => {
      const [x, y] = both(b);
      return x && y && !isAxis(y) ? b.table.apply('maximum', [x, y]) : undefined;
    }),
    compute(['minimum', 'fmin'], ['input', 'other'], (b) => {
      const [x, y] = both(b);
      return x && y && b.table.apply('minimum', [x, y]);
    }),
    compute(['where', 'switch'], ['test', 'input', 'other'], (b) => {
      const [x, y] = both(b);
      const test = b.code('test');
      // Of data that are 0 or 1, one number or another is linear in them.
      const isLinear =
        x?.kind === 'number' &&
        y?.kind === 'number' &&
        test?.kind === 'symbol' &&
        isPlainName(test);
      if (isLinear)
        return b.table.add(
          b.table.multiply(test, b.table.number(x.value - y.value)),
          b.table.number(y.value),
        );
      return x && y && b.table.choice([x, y], null);
    }),
    compute(['logaddexp'], ['input', 'other'], (b) => {
      const [x, y] = both(b);
      return x && y && b.table.apply('logAddExp', [x, y]);
    }),
    compute(['zeros_like', 'zeros', 'zerosLike', 'new_zeros'], [], (b) => b.table.zero),
    compute(['ones_like', 'ones', 'onesLike', 'new_ones'], [], (b) => b.table.one),
    reduce('sum', 'sum', 'reduce_sum', 'nansum', 'sum_', 'sum_all'),
    reduce('mean', 'mean', 'reduce_mean', 'average', 'nanmean', 'AverageMean'),
    reduce('logSumExp', 'logsumexp', 'reduce_logsumexp', 'logSumExp'),
    reduce('product', 'prod', 'reduce_prod'),
    reduce(
      'other',
      'std',
      'var',
      'reduce_std',
      'reduce_variance',
      'norm',
      'argmax',
      'argmin',
      'cumsum',
      'moments',
      'median',
    ),
    { names: transparent.split(/\s+/u), params: ['input'], meaning: { kind: 'transparent' } },
    {
      names: [
        'vmap',
        'jit',
        'partial',
        'Lambda',
        'remat',
        'pmap',
        'grad',
        'value_and_grad',
        'vectorized_map',
        'function',
      ],
      params: ['input'],
      meaning: { kind: 'wrapper' },
    },
    {
      names: [
        'randn',
        'randn_like',
        'random_normal',
        'random_normal_variable',
        'standard_normal',
        'randomNormal',
        'normal_',
        'truncated_normal',
        'RandomNormal',
        'randn_tensor',
      ],
      params: ['input'],
      meaning: { kind: 'noise', distribution: 'normal' },
    },
    {
      names: [
        'rand',
        'rand_like',
        'random_uniform',
        'uniform',
        'uniform_',
        'randomUniform',
        'random_sample',
      ],
      params: ['input'],
      meaning: { kind: 'noise', distribution: 'uniform' },
    },
    compute(['gaussian'], ['mean', 'ln_var'], (b) => {
      const [mean, logvar] = [b.code('mean'), b.code('ln_var')];
      const half = logvar && b.table.multiply(b.table.number(0.5), logvar);
      const noise = b.table.noise('normal', b.span.from);
      return (
        mean && half && b.table.add(mean, b.table.multiply(b.table.apply('exp', [half]), noise))
      );
    }),
    {
      names: ['normal', 'gauss'],
      params: ['mean', 'std', 'size'],
      meaning: { kind: 'sampleNormal' },
    },
  ],
};
