// What the stable forms are for: at these parameters the formula as papers state it has no digit left in 32 bits.

import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import { scalar, setBackend, tidy } from '@tensorflow/tfjs-core';
import { evaluate } from '../../src/elbo/expr/evaluate.ts';
import type { Expr } from '../../src/elbo/expr/expr.ts';
import { numberOps } from '../../src/elbo/expr/numberOps.ts';
import { computedLogProb } from '../../src/elbo/families/computed.ts';
import { getFamily, trainedForm, type FamilyId } from '../../src/elbo/families/index.ts';
import { constantOperand } from '../../src/training/operand.ts';
import { tensorOps } from '../../src/training/tensorOps.ts';

type Values = Readonly<Record<string, number>>;

const rounded = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Math.fround(value)] as const),
  );

const onTensors = (expr: Expr, values: Values): number =>
  tidy(() => {
    const operands = Object.entries(values).map(
      ([name, value]) => [name, constantOperand(scalar(value), [])] as const,
    );
    const value = evaluate(expr, tensorOps, Object.fromEntries(operands));
    return typeof value === 'number' ? value : (value.tensor.dataSync()[0] ?? Number.NaN);
  });

/** How far each form is off in nats. */
function errors(id: FamilyId, values: Values) {
  const form = trainedForm(getFamily(id));
  const at = rounded(values);
  const exact = evaluate(computedLogProb(form), numberOps, at);
  return {
    exact,
    stable: Math.abs(onTensors(computedLogProb(form), at) - exact),
    stated: Math.abs(onTensors(form.logProb, at) - exact),
  };
}

function checkStable(id: FamilyId, values: Values): void {
  const { exact, stable } = errors(id, values);
  assert.ok(stable <= 2e-5 * Math.max(1, Math.abs(exact)), `stable form: off by ${stable}`);
}

/** The stable form keeps 5 digits of a nat where the stated one is off by at least `lost` nats. */
function check(id: FamilyId, values: Values, lost: number): void {
  checkStable(id, values);
  const { stated } = errors(id, values);
  assert.ok(!(stated < lost), `stated form: off by only ${stated}`);
}

describe('log p in 32-bit floats', () => {
  before(async () => {
    await setBackend('cpu');
  });

  it('of large Poisson counts', () => {
    check('poisson', { x: 1e6, lograte: Math.log(1e6) }, 0.1);
    check('poisson', { x: 20_300, lograte: Math.log(20_000) }, 0.001);
  });

  it('of a negative binomial that is nearly a Poisson', () => {
    const logdispersion = Math.log(1e6);
    check('negative-binomial', { x: 12, logmean: Math.log(10), logdispersion }, 0.02);
    check('negative-binomial', { x: 10_150, logmean: Math.log(1e4), logdispersion }, 0.02);
  });

  it('of a zero-inflated negative binomial that is nearly a Poisson', () => {
    const values = { logmean: Math.log(10), logdispersion: Math.log(1e6), gatelogits: -2 };
    check('zero-inflated-negative-binomial', { x: 12, ...values }, 0.02);
  });

  it('of a Student-t that is nearly a Gaussian', () => {
    check('student-t', { x: 1.5, loc: 0, logdf: Math.log(1e6), logscale: 0 }, 0.05);
  });

  it('of a sharp von Mises', () => {
    check('von-mises', { x: 0.001, loc: 0, logconcentration: Math.log(1e6) }, 0.01);
  });

  it('of a sharp beta', () => {
    check('beta', { x: 0.301, logits: Math.log(0.3 / 0.7), logconcentration: Math.log(1e6) }, 0.1);
  });

  it('of a count that the decoder all but rules out', () => {
    checkStable('poisson', { x: 3, lograte: -120 });
    checkStable('negative-binomial', { x: 3, logmean: -120, logdispersion: 0 });
    const inflated = { x: 3, logmean: -120, logdispersion: 0, gatelogits: -2 };
    checkStable('zero-inflated-negative-binomial', inflated);
  });

  it('of a level far from a discretised logistic', () => {
    const levels = { binWidth: 1 / 255, minimum: 0, maximum: 1 };
    check('discretised-logistic', { x: 128 / 255, loc: 0, logscale: -4, ...levels }, 1e-3);
    check('discretised-logistic', { x: 128 / 255, loc: -1, logscale: -5, ...levels }, Infinity);
  });
});
