// ELBO311: one loss is called with different weights in training and in validation.

import { symbol } from '../../../elbo/expr/build.ts';
import type { FunctionDefinition } from '../../../analysis/syntax/ast.ts';
import type { Context } from '../../context.ts';
import { functionAt, functionsOf } from '../../functions.ts';
import type { Draft, Examples, Rule } from '../../rule.ts';
import { type Call, lastName, nodesOf } from '../../syntax.ts';
import { numberOf } from '../../numbersOfNames.ts';

export const rule: Rule = {
  id: 'ELBO311',
  name: 'train-eval-weight-differs',
  severity: 'warning',
  what: 'The loss is called with one weight of the KL in training and another in validation.',
  why:
    '`train_loss` and `val_loss` are then values of two objectives: their gap says nothing of overfitting, and choosing a model by the ' +
    'smaller val_loss chooses for a β that nobody trained.',
  instead:
    'Call it with the same weight. To report the ELBO itself, whose weight is 1, do so in both and call it another name.',
  quantity: { name: 'difference', formula: symbol('(β_train − β_val) KL') },
  sources: ['PyTorch-VAE experiment.py'],
  needs: null,
  *check(context) {
    const calls = weighedCalls(context);
    const told = new Set<string>();
    for (const evaluated of calls.filter(({ phase }) => phase === 'eval')) {
      const trained = calls.find(
        (one) =>
          one.phase === 'train' &&
          one.name === evaluated.name &&
          one.argument === evaluated.argument,
      );
      if (!trained || trained.text === evaluated.text || told.has(evaluated.name)) continue;
      if (trained.number === null && evaluated.number === null) continue;
      told.add(evaluated.name);
      yield draftOf(trained, evaluated);
    }
  },
};

interface WeighedCall {
  readonly call: Call;
  readonly name: string;
  readonly argument: string;
  readonly text: string;
  readonly number: number | null;
  readonly phase: 'train' | 'eval';
  readonly symbol: string;
}

const weightName =
  /^(?:beta|M_?N|(?:kl|kld)_?(?:weight|coeff?|beta|lambda|w|loss_?weight)|annealing_?factor|anneal\w*)$/iu;

function weighedCalls(context: Context): readonly WeighedCall[] {
  const program = context.program();
  const functions = functionsOf(program);
  return [...nodesOf(program)].flatMap((node) => {
    if (node.kind !== 'call' || !/loss|elbo|objective|criterion/iu.test(lastName(node.callee)))
      return [];
    const around = functionAt(program, node);
    const phase = phaseOf(around?.name ?? '');
    if (!phase) return [];
    const name = lastName(node.callee);
    return weightsGiven(
      node,
      functions.find((one) => one.name === name),
    ).map(({ argument, value }) => ({
      call: node,
      name,
      argument,
      text: context.text.slice(value.from, value.to),
      number: numberOf(value),
      phase,
      symbol: around?.name ?? '',
    }));
  });
}

function phaseOf(name: string): 'train' | 'eval' | null {
  if (/(?:^|_)(?:val\w*|test|eval\w*)(?:$|_)/iu.test(name)) return 'eval';
  return /(?:^|_)(?:train\w*|fit)(?:$|_)/iu.test(name) ? 'train' : null;
}

/** Keywords, and positional arguments by the names of the function of this file. */
function weightsGiven({ args }: Call, definition: FunctionDefinition | undefined) {
  const params = definition?.params.filter(({ name }) => name !== 'self') ?? [];
  return args.flatMap(({ name, value, spread }, at) => {
    const argument = name ?? params[at]?.name ?? '';
    return !spread && weightName.test(argument) ? [{ argument, value }] : [];
  });
}

function draftOf(
  trained: WeighedCall,
  { call, argument, text, number, symbol: symbolName }: WeighedCall,
): Draft {
  const areNumbers = trained.number !== null && number !== null;
  return {
    span: { from: call.from, to: call.to },
    symbol: symbolName,
    severity: areNumbers ? 'warning' : 'information',
    message: `The loss is evaluated with ${argument} = ${text} and trained with ${argument} = ${trained.text}: the two values are of two objectives and cannot be compared. ${
      number === 1
        ? 'If the ELBO itself is meant, report it for training too.'
        : 'Give both the same weight.'
    }`,
    related: [
      {
        span: { from: trained.call.from, to: trained.call.to },
        source: null,
        message: `Trained with ${argument} = ${trained.text}`,
      },
    ],
  };
}

export const examples: Examples = {
  invalid: [
    {
      framework: 'PyTorch',
      severity: 'information',
      code: `class VAEXperiment:
    def training_step(self, batch, batch_idx):
        results = self.forward(batch)
        return self.model.loss_function(*results, M_N=self.params['kld_weight'])

    def validation_step(self, batch, batch_idx):
        results = self.forward(batch)
        return self.model.loss_function(*results, M_N=1.0)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'M_N = 1.0 and trained with',
      twin: ['M_N=1.0', "M_N=self.params['kld_weight']"],
    },
    {
      framework: 'Keras',
      code: `def vae_loss(x, x_hat, mu, logvar, beta):
    return reconstruction(x, x_hat) + beta * kl(mu, logvar)

def train_step(x):
    x_hat, mu, logvar = model(x)
    return vae_loss(x, x_hat, mu, logvar, 4.0)

def test_step(x):
    x_hat, mu, logvar = model(x)
    return vae_loss(x, x_hat, mu, logvar, 1.0)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'evaluated with beta = 1.0 and trained with beta = 4.0',
      twin: ['logvar, 1.0)', 'logvar, 4.0)'],
    },
    {
      framework: 'JAX',
      code: `def train_step(params, batch, rng):
    return loss_fn(params, batch, rng, kl_weight=0.1)

def eval_step(params, batch, rng):
    return loss_fn(params, batch, rng, kl_weight=0.5)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
      says: 'Give both the same weight',
      twin: ['kl_weight=0.5', 'kl_weight=0.1'],
    },
  ],
  traps: [
    {
      why: 'both are given the weight of the step',
      framework: 'PyTorch',
      code: `def train_step(batch, beta):
    return loss_function(batch, beta=beta)

def validation_step(batch, beta):
    return loss_function(batch, beta=beta)
`,
    },
  ],
};
