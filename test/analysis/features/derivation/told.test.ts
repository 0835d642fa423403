// Derivations told of code: from p(x|z) in the author's names to the statement, with every step tried.

import assert from 'node:assert/strict';
import { analyze } from '../../../../src/analysis/analyze.ts';
import { renderToString } from 'katex';
import { hoverAt } from '../../../../src/analysis/features/hover.ts';
import { inlayHintsOf } from '../../../../src/analysis/features/inlayHints.ts';
import { lensesOf } from '../../../../src/analysis/features/lenses.ts';
import { trainableOf } from '../../../../src/analysis/features/trainable.ts';
import type { Derivation } from '../../../../src/elbo/derivations/derivation.ts';
import { derivations } from '../../../../src/elbo/derivations/index.ts';
import { opened } from '../../../../src/elbo/derivations/points.ts';
import { linesOf } from '../../../../src/elbo/derivations/lines.ts';
import type { DerivationContent } from '../../../../src/elbo/derivations/told.ts';
import { evaluate } from '../../../../src/elbo/expr/evaluate.ts';
import { numberOps } from '../../../../src/elbo/expr/numberOps.ts';
import { toUnicode } from '../../../../src/elbo/expr/unicode.ts';
import { arrayPrograms } from '../../../../scripts/bench/analysisPrograms/arrays.ts';
import { flowPrograms } from '../../../../scripts/bench/analysisPrograms/flow.ts';
import { kerasPrograms } from '../../../../scripts/bench/analysisPrograms/keras.ts';
import { otherPrograms } from '../../../../scripts/bench/analysisPrograms/others.ts';
import { tfjsPrograms } from '../../../../scripts/bench/analysisPrograms/tfjs.ts';
import { torchPrograms } from '../../../../scripts/bench/analysisPrograms/torch.ts';
import { drawn, strict } from '../../../support/drawnLatex.ts';
import { checkSnapshot } from '../../../support/snapshot.ts';
import * as losses from '../losses.ts';
import { checkSteps, readAll, readAt, textOf } from './checkTold.ts';

const all: readonly Derivation[] = derivations;

const wide = (text: string): string => text.replace('def loss', '# elbo: D=784, d=20\ndef loss');

const at = (text: string, place: string): DerivationContent => readAt(text, text.indexOf(place));

const strongIn = ({ code }: DerivationContent): readonly string[] =>
  (code?.verdict.text ?? []).flatMap((part) => (typeof part === 'string' ? [] : [part.strong]));

const saidIn = ({ code }: DerivationContent): string =>
  (code?.verdict.text ?? [])
    .map((part) => (typeof part === 'string' ? part : part.strong))
    .join('');

describe('the verdict on an objective of the same terms that is no ELBO', () => {
  const withKl = (kl: string): string => `import math
import torch
import torch.nn.functional as F
from torch.distributions import Bernoulli, Normal

def loss_function(x, recon, mu, logvar, floor=0.5):  # elbo: D=784, d=20
    rec = F.binary_cross_entropy(recon, x, reduction='none').sum(1)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    kl = ${kl}
    return (rec + kl).mean()
`;

  for (const kl of [
    'torch.clamp(kl, min=0.5)',
    'kl.clamp(min=floor)',
    'F.relu(kl - floor)',
    'torch.maximum(kl, torch.tensor(floor))',
    'torch.max(kl, torch.tensor(floor))',
    'torch.max(kl, floor * torch.ones_like(kl))',
  ]) {
    it(`says where free bits are one: ${kl}`, () => {
      const content = at(withKl(kl), 'return');
      assert.equal(content.code?.verdict.kind, 'information');
      assert.deepEqual(strongIn(content), ['where the KL is above its threshold']);
      const analysis = analyze(withKl(kl), 'python');
      assert.equal(inlayHintsOf(analysis).at(-1)?.label, 'β_eff = 1, free bits');
      const hover = hoverAt(analysis, withKl(kl).indexOf('return') + 8);
      assert.equal(hover?.title, 'Negative ELBO with free bits');
      const { change } = content.told?.steps.at(-2) ?? {};
      assert.ok(change?.kind === 'replaced', 'the threshold is a step');
      assert.match(toUnicode(change.difference), /threshold of line 8/u);
    });
  }

  for (const kl of ['(kl - floor).abs()', '3 * torch.abs(kl - 25)']) {
    it(`says that a distance from a capacity is none: ${kl}`, () => {
      const content = at(withKl(kl), 'return');
      assert.match(saidIn(content), /^Lines 7 to 10 are no bound/u);
      assert.deepEqual(strongIn(content), ['distance from a capacity']);
    });
  }

  it('still says −ELBO of the KL itself, and of its maximum over an axis nothing', () => {
    assert.equal(at(withKl('kl'), 'return').code?.verdict.kind, 'exact');
    assert.doesNotMatch(saidIn(at(withKl('kl.max(1)'), 'return')), /threshold/u);
  });

  const ofDraws = (weight: string, end: string): string => `import math
import torch
from torch.distributions import Bernoulli, Normal

def iwae_loss(x, encoder, decoder, K=50):
    mu, logvar = encoder(x)
    q = Normal(mu, torch.exp(0.5 * logvar))
    z = q.rsample([K])
    log_q = q.log_prob(z).sum(-1)
    log_p = Normal(0, 1).log_prob(z).sum(-1)
    log_px = Bernoulli(logits=decoder(z)).log_prob(x).sum(-1)
    log_w = log_px + ${weight}(log_p - log_q)
    return -(torch.logsumexp(log_w, 0)${end}).mean()
`;

  for (const [end, isWhole] of [
    [' - math.log(K)', true],
    ['', false],
  ] as const) {
    it(`says that K draws under one logarithm are the importance-weighted bound${end}`, () => {
      const text = ofDraws('', end);
      const content = at(text, 'return');
      assert.deepEqual(strongIn(content), ['K draws under one logarithm']);
      assert.match(saidIn(content), /at most −ELBO and at least −log p\(x\)/u);
      assert.equal(/leaves out/u.test(saidIn(content)), !isWhole, 'log K');
      assert.ok(checkSteps(content) >= 5);
      assert.equal(content.told?.steps.at(-1)?.code?.where, 'line 13');
      const dropped = content.told?.steps.some(({ change }) => change.kind === 'dropped');
      assert.equal(dropped, !isWhole, 'log K is left out, or not');
      const analysis = analyze(text, 'python');
      assert.match(lensesOf(analysis)[0]?.title ?? '', /^IWAE, K draws under one logarithm/u);
      const [loss] = analysis.losses;
      assert.match((loss && trainableOf(analysis, loss).obstacle) ?? '', /one draw is taken/u);
      const hover = hoverAt(analysis, text.indexOf('return') + 8);
      assert.equal(hover?.formula?.text.includes('(1/K)'), isWhole);
      const hints = inlayHintsOf(analysis).map(({ label }) => label);
      assert.equal(hints.at(-1), 'K draws under one logarithm');
    });
  }

  it('knows no bound where the KL of the draws is weighed', () => {
    const content = at(ofDraws('0.5 * ', ' - math.log(K)'), 'return');
    assert.match(saidIn(content), /none that is known/u);
    assert.equal(content.told, null);
  });
});

describe('the verdict on a loss that adds more than a likelihood and a KL', () => {
  const withMore = (line: string, more: string): string => `import torch
import torch.nn.functional as F

def loss_function(x, recon, mu, logvar, scores, y, y_hat, params):  # elbo: D=784, d=20
    rec = F.binary_cross_entropy(recon, x, reduction='none').sum(1).mean()
    kl = (-0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)).mean()
    ${line}
    return rec + kl${more}
`;

  for (const [line, name] of [
    ['tc = (scores[:, 0] - scores[:, 1]).mean()', 'tc'],
    ['ce = F.cross_entropy(y_hat, y)', 'ce'],
    ['l2 = 1e-4 * sum((p ** 2).sum() for p in params)', 'l2'],
  ] as const) {
    it(`names it, and claims nothing of the whole: ${name}`, () => {
      const content = at(withMore(line, ` + 6.4 * ${name}`), 'return');
      assert.equal(content.code?.verdict.kind, 'information');
      assert.deepEqual(strongIn(content), [name]);
      const { change } = content.told?.steps.at(-2) ?? {};
      assert.ok(change?.kind === 'replaced');
      assert.ok(checkSteps(content) > 8);
      const text = withMore(line, ` + ${name}`);
      const analysis = analyze(text, 'python');
      const [loss] = analysis.losses;
      assert.equal(
        loss && trainableOf(analysis, loss).obstacle,
        `it adds ${name}, which is not read`,
      );
      const hover = hoverAt(analysis, text.indexOf('return') + 8);
      assert.match(hover?.formula?.text ?? '', /^loss = .* \+ …$/u);
      assert.ok(lensesOf(analysis)[0]?.title.endsWith(`with ${name} added`));
    });
  }

  it('claims it where that is not added, and where only a constant is', () => {
    for (const more of ['', ' + 0.5', ' - 3 * math.log(2)'])
      assert.equal(at(withMore('pass', more), 'return').code?.verdict.kind, 'exact', more);
  });
});

describe('the derivation told of a mean of squared errors', () => {
  const content = at(wide(losses.meanSquares), 'recons_loss =');

  it('ends in the line, at the one scale that makes the loss a negative ELBO', () => {
    const last = content.told?.steps.at(-1);
    assert.equal(last?.code?.text, 'recons_loss = F.mse_loss(recons, target)');
    assert.equal(last.code.where, 'line 7');
    const scale = content.code?.scale;
    assert.ok(scale?.betaAtOne);
    const sizes = { D: 784 };
    assert.equal(evaluate(scale.fitted, numberOps, sizes), Math.sqrt(784 / 8000));
    assert.equal(evaluate(scale.betaAtOne, numberOps, sizes), 784 / 8000);
  });

  it('says which constant is left out, with the scale in it', () => {
    const dropped = content.told?.steps.find(({ change }) => change.kind === 'dropped')?.change;
    assert.ok(dropped?.kind === 'dropped');
    assert.equal(toUnicode(dropped.term), '(D/2) log(2π σ²)');
  });

  it('gives both readings of the weight', () => {
    assert.deepEqual(strongIn(content), ['σ = 0.313', 'β = 0.098']);
  });

  it('links the data and the decoder output, and the reduction, to their code', () => {
    const text = wide(losses.meanSquares);
    const [values, reduction] = content.code?.links ?? [];
    const codeOf = (link: typeof values): readonly string[] =>
      (link?.spans ?? []).map(({ from, to }) => text.slice(from, to));
    assert.deepEqual(codeOf(values), ['recons', 'target']);
    assert.deepEqual(codeOf(reduction), ['F.mse_loss']);
  });
});

describe('the derivation told of code', () => {
  it('shows precisely what a wrong coefficient makes of a KL', () => {
    const content = at(losses.wrongKl, 'kld =');
    const replaced = content.told?.steps.find(({ change }) => change.kind === 'replaced');
    assert.ok(replaced);
    assert.match(toUnicode(replaced.to), /2 exp\(logvarⱼ\)/u);
    assert.equal(content.code?.verdict.kind, 'warning');
    assert.match(saidIn(content), /coefficient 1, a KL has ½/u);
  });

  it('names the error of such a KL in the whole loss', () => {
    const content = at(losses.wrongKl, 'return bce');
    assert.match(
      content.told?.steps.map(({ to }) => toUnicode(to)).join('\n') ?? '',
      /error of line 6/u,
    );
  });

  it('is exact for sums, and says so', () => {
    const content = at(losses.bernoulliSum, 'return BCE');
    assert.equal(content.code?.verdict.kind, 'exact');
    assert.match(
      saidIn(content),
      /^Lines 10 to 12 are exactly −ELBO, with p\(x\|z\) a Bernoulli, for x that is 0 or 1\. For x between/u,
    );
  });

  it('shows the nearest term where the cursor is on none', () => {
    const content = readAt(losses.bernoulliSum, losses.bernoulliSum.indexOf('def loss'));
    assert.ok(content.told);
    assert.match(content.problem?.what ?? '', /no term of a loss/u);
  });

  it('takes a cursor in front of a line for that line', () => {
    const text = losses.bernoulliSum;
    const content = readAt(text, text.indexOf('    KLD =') + 1);
    assert.equal(content.problem, null);
    assert.match(content.told?.title ?? '', /KL/u);
  });

  it('says that there is no loss, and what to do', () => {
    const content = readAt(losses.classifier, 10);
    assert.equal(content.told, null);
    assert.equal(content.code, null);
    assert.match(content.problem?.now ?? '', /cursor/u);
  });

  it('falls back on the derivation of the family where a call cannot be followed', () => {
    const text = `import torch
from torch.distributions import Normal, kl_divergence

def loss_function(x, decoder, z, q):
    rec = -decoder(z).log_prob(x).sum()
    kl = kl_divergence(q, Normal(0, 1)).sum()
    return rec + kl
`;
    const content = at(text, 'kl = kl');
    assert.equal(content.told, null);
    assert.equal(content.general, 'gaussian-kl');
    assert.match(content.problem?.what ?? '', /could not be followed/u);
    assert.deepEqual(content.code?.terms.map(({ isChosen }) => isChosen).filter(Boolean), [true]);
  });

  it('prints as reviewed', () => {
    const entries = Object.entries(losses).flatMap(([name, text]) => {
      const analysis = analyze(text, 'python');
      return readAll(analysis).flatMap(({ told, code }) => {
        if (!told) return [];
        const chosen = code?.terms.find(({ isChosen }) => isChosen);
        return [[`${name}, ${chosen?.where ?? ''}`, textOf(toUnicode(told.subject), told.steps)]];
      });
    });
    checkSnapshot('derivations', Object.fromEntries(entries) as Record<string, string>);
  });
});

describe('another likelihood in the place of one', () => {
  for (const { id, likelihood } of all) {
    if (likelihood === 'none' || id === 'gaussian-fixed-scale') continue;
    it(`is derived in the code’s names, with every step true: ${id}`, () => {
      const text = wide(losses.meanSquares);
      const content = readAt(text, text.indexOf('recons_loss ='), 'python', id);
      assert.ok(checkSteps(content) > 1);
      assert.deepEqual(content.code?.likelihood?.derivation, id);
      const { told } = content;
      const printed = told?.steps.map(({ to }) => toUnicode(opened(to, told.definitions))).join();
      assert.match(printed ?? '', /target/u);
      assert.match(saidIn(content), /In place of line 7 this makes the loss exactly −ELBO/u);
      const dropped = content.told?.steps.flatMap(({ change }) =>
        change.kind === 'dropped' && change.needed ? [change] : [],
      );
      assert.deepEqual(dropped, [], 'what is left once it is forgotten is no likelihood');
    });
  }

  it('is multiplied so that the KL, which the loss weighs, counts once', () => {
    const { code } = at(wide(losses.meanSquares), 'recons_loss =');
    const factor = code?.likelihood?.factor;
    assert.ok(factor);
    assert.equal(evaluate(factor, numberOps, { D: 784 }), 0.00025);
  });

  it('is not offered for a KL, and an unknown one changes nothing', () => {
    const text = losses.bernoulliSum;
    assert.equal(at(text, 'KLD =').code?.likelihood, null);
    const unknown = readAt(text, text.indexOf('BCE ='), 'python', 'nonsense');
    assert.deepEqual(unknown, at(text, 'BCE ='));
  });
});

describe('every step that is told', () => {
  let steps = 0;
  let terms = 0;
  after(() => process.stdout.write(`    ${steps} steps of ${terms} terms of code verified\n`));

  const drawable = (told: DerivationContent['told']): void => {
    for (const { left, latex, beside } of told ? linesOf(told.subject, told.steps, drawn) : []) {
      for (const formula of [`${left}\\; ${latex}`, beside]) {
        renderToString(formula, { throwOnError: true, strict, trust: true });
      }
    }
  };

  const programs = {
    ...losses,
    ...arrayPrograms,
    ...flowPrograms,
    ...kerasPrograms,
    ...otherPrograms,
    ...torchPrograms,
  };
  const cases = [
    ...Object.entries(programs).map(([name, text]) => [name, text, 'python'] as const),
    ...Object.entries(tfjsPrograms).map(([name, text]) => [name, text, 'typescript'] as const),
  ];

  for (const [name, text, language] of cases) {
    it(`is true: ${name}`, () => {
      const analysis = analyze(text, language);
      for (const content of readAll(analysis)) {
        steps += checkSteps(content);
        drawable(content.told);
        terms += content.told ? 1 : 0;
      }
    });
  }
});
