// The page of likelihood families and divergences, written from their registries.

import { existsSync } from 'node:fs';
import type { Divergence } from '../../src/elbo/divergences/divergence.ts';
import { divergences } from '../../src/elbo/divergences/index.ts';
import { readable } from '../../src/elbo/expr/readable.ts';
import { toUnicode } from '../../src/elbo/expr/unicode.ts';
import type { Family, Parameterisation, Setting } from '../../src/elbo/families/family.ts';
import { familyIds, getFamily, trainedForm } from '../../src/elbo/families/index.ts';
import {
  domainText,
  droppableText,
  encoderText,
  measureText,
  sourceText,
  supportText,
} from '../../src/elbo/families/words.ts';
import { printModule } from '../../src/elbo/source/module.ts';
import { likelihoodProgram } from '../../src/elbo/source/program.ts';
import { pytorch } from '../../src/elbo/source/pytorch.ts';

const code = (text: string): string => `\`${text}\``;

/** In a cell of a table a bar would end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const families: readonly Family[] = familyIds.map(getFamily);

const anchor = (name: string): string =>
  `#${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/gu, '')
    .replaceAll(' ', '-')}`;

function overview(): string {
  const rows = families.map((family) => [
    `[${family.name}](${anchor(family.name)})`,
    code(family.id),
    supportText[family.support],
    family.measure,
    trainedForm(family)
      .parameters.map(({ name }) => code(name))
      .join(', '),
    constantsInShort(family),
  ]);
  const head = ['family', 'in a config', 'support', 'measure', 'trained in', 'may be dropped'];
  return table(head, rows);
}

/** Constants of the trained form that may be left out. */
function constantsInShort({ constants, decoder }: Family): string {
  const own = constants.filter(
    ({ parameterisation, droppable }) =>
      parameterisation === decoder.parameterisation && droppable !== 'never',
  );
  const texts = own.map(({ term, droppable }) => {
    const when = droppable === 'always' ? '' : `, ${droppableText[droppable]}`;
    return `${formula(term)}${when}`;
  });
  return texts.join('; ') || 'nothing';
}

const formula = (expr: Parameterisation['logProb']): string => code(toUnicode(readable(expr)));

function parameterTable({ parameters }: Parameterisation): string {
  const rows = parameters.map(({ name, domain, meaning }) => [
    code(name),
    domainText[domain],
    meaning,
  ]);
  return table(['parameter', 'domain', 'meaning'], rows);
}

/** The canonical parameters in terms of these, where a formula is needed to say it. */
function translation({ toCanonical }: Parameterisation, { id }: Parameterisation): string {
  const formulas = Object.entries(toCanonical)
    .filter(([, expr]) => readable(expr).kind !== 'symbol')
    .map(([name, expr]) => code(`${name} = ${toUnicode(readable(expr))}`));
  return formulas.length === 0 ? '' : `For ${code(id)}: ${formulas.join(', ')}.`;
}

function form(family: Family, parameterisation: Parameterisation): string {
  const [canonical] = family.parameterisations;
  const isTrained = parameterisation.id === family.decoder.parameterisation;
  return [
    `In ${code(parameterisation.id)}${isTrained ? ', which is trained' : ''}:`,
    `log p(x|z) = ${formula(parameterisation.logProb)}`,
    `E[x|z] = ${formula(parameterisation.mean)}`,
    parameterTable(parameterisation),
    parameterisation === canonical ? '' : translation(parameterisation, canonical),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function settings(family: Family): string {
  const { decoder } = family;
  const outputs = decoder.outputs.map(code).join(', ');
  const components =
    decoder.components === 'none'
      ? ''
      : ` for each of ${code('components')} components (${decoder.components} unless a config says)`;
  const first = `The decoder outputs ${outputs}${components}. ${encoderText(family)}`.trim();
  if (decoder.settings.length === 0) return first;
  const row = ({ parameter, mode, value }: Setting) => [
    code(parameter),
    code(mode.key),
    code(value.key),
    String(value.default),
    value.description,
  ];
  const head = ['parameter', 'key: where from', 'key: value', 'default', 'meaning'];
  return `${first}\n\n${table(head, decoder.settings.map(row))}`;
}

function constants({ constants: stated }: Family): string {
  if (stated.length === 0)
    return 'Every part of log p(x|z) depends on the parameters: none may be dropped.';
  const rows = stated.map(({ parameterisation, term, droppable, effect }) => [
    code(parameterisation),
    formula(term),
    droppableText[droppable],
    effect,
  ]);
  return table(['in', 'constant', 'may be dropped', 'what changes'], rows);
}

const camelCase = (id: string): string =>
  id.replaceAll(/-([a-z])/gu, (_, letter: string) => letter.toUpperCase());

function tests({ id }: Family): string {
  const own = `test/elbo/families/${camelCase(id)}.test.ts`;
  const shared = '[the properties of all families](../test/elbo/families/properties.test.ts)';
  return existsSync(own) ? `Tests: ${shared}, [its own](../${own}).` : `Tests: ${shared}.`;
}

const sources = ({ sources: stated }: Family | Divergence): string =>
  stated.map((source) => `- ${sourceText(source)}`).join('\n');

function section(family: Family): string {
  return [
    `## ${family.name}`,
    `${code(`likelihood: { family: ${family.id} }`)} · ${supportText[family.support]} · ${measureText[family.measure]}`,
    family.summary,
    ...family.parameterisations.map((parameterisation) => form(family, parameterisation)),
    settings(family),
    constants(family),
    `\`\`\`python\n${printModule([likelihoodProgram(family, trainedForm(family))], pytorch)}\`\`\``,
    tests(family),
    sources(family),
  ].join('\n\n');
}

function divergenceTable(): string {
  const rows = (divergences as readonly Divergence[]).map((divergence) => [
    divergence.name,
    divergence.form.kind === 'function' || divergence.form.closedForm === 'none'
      ? 'by a function'
      : formula(divergence.form.closedForm),
    divergence.summary,
    divergence.sources.map(sourceText).join('; '),
  ]);
  return table(['divergence', 'in nats', 'what it is', 'sources'], rows);
}

const introduction = `# Likelihood families and divergences

Written by \`npm run generate\` from \`src/elbo/families\` and \`src/elbo/divergences\`: edit those.

What follows is about one data dimension in nats, or about the datum where its dimensions depend on one another. Every
formula as code: [PyTorch](formulas/pytorch.py), [TensorFlow](formulas/tensorflow.py), [JAX](formulas/jax.py),
[TensorFlow.js](formulas/tfjs.js).

Every family has the same tests: log p, distribution function, mean and variance against SciPy or mpmath
([how](../scripts/reference/families.py)), gradients against PyTorch's and against differences, normalisation, sampling,
each constant's effect, values and gradients on tensors, and some steps of training.`;

export const familiesPage = (): string =>
  [
    introduction,
    overview(),
    ...families.map(section),
    '## Divergences',
    'KL(q || p) of one latent dimension, or of one variable, in nats.',
    divergenceTable(),
  ].join('\n\n');
