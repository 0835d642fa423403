import assert from 'node:assert/strict';
import { analyze } from '../../../src/analysis/analyze.ts';
import { viewOf } from '../../../src/analysis/features/hover.ts';
import { formulaDivergences } from '../../../src/elbo/divergences/expressions.ts';
import { sumOver } from '../../../src/elbo/expr/build.ts';
import { toLatex } from '../../../src/elbo/expr/latex.ts';
import { families } from '../../../src/elbo/families/index.ts';
import { draw } from '../../../src/extension/math/mathjaxChunk.ts';
import { isSelfContained, toDataUri, toDrawing } from '../../../src/extension/math/svg.ts';
import * as losses from '../../analysis/features/losses.ts';

const equations = Object.values(losses).flatMap((code) => {
  const analysis = analyze(code, 'python');
  return analysis.terms.flatMap((term) => viewOf(analysis, term).formula?.latex ?? []);
});

describe('the picture of an equation', () => {
  it('is drawn for every equation a hover shows, far below the limit of the editor', () => {
    assert.ok(equations.length > 20);
    for (const latex of equations) {
      const drawing = draw(latex);
      assert.ok(drawing, latex);
      assert.ok(toDataUri(drawing, '#cccccc').length < 90_000, latex);
      assert.ok(drawing.width > 20 && drawing.width < 900, `${drawing.width} ${latex}`);
    }
  });

  it('is drawn for every formula of the registries, by itself and in a sum', () => {
    const likelihoods = families.flatMap(({ parameterisations }) =>
      parameterisations.map(({ logProb }) => logProb),
    );
    const kls = formulaDivergences.map(({ form }) => form.monteCarlo);
    for (const expr of [...likelihoods, ...kls.flatMap((kl) => [kl, sumOver('latent', kl)])])
      assert.ok(draw(toLatex(expr)), toLatex(expr));
  });

  it('has one colour, its size in pixels, and asks for nothing', () => {
    const drawing = draw('\\frac{\\text{Größe}}{2}');
    assert.ok(drawing);
    const { width, height } = drawing;
    const base64 = toDataUri(drawing, '#0063d3').split(',')[1] ?? '';
    const svg = Buffer.from(base64, 'base64').toString();
    assert.match(svg, /^<svg [^>]*width="[\d.]+" height="[\d.]+"/u);
    assert.ok(svg.includes('#0063d3') && !svg.includes('currentColor'));
    assert.ok(svg.includes(`width="${width}" height="${height}"`));
    assert.match(svg, /^\p{ASCII}*$/u);
  });

  it('is refused where it would ask for something outside itself', () => {
    const foreign = [
      '<svg><image href="https://example.org/a.png"/></svg>',
      '<svg><script>1</script></svg>',
      '<svg><style>*{}</style></svg>',
      '<svg><use xlink:href="https://example.org/#a"/></svg>',
      '<svg><path fill="url(https://example.org/)"/></svg>',
    ];
    for (const svg of foreign) assert.equal(isSelfContained(svg), false, svg);
    assert.ok(isSelfContained('<svg><use xlink:href="#a"/></svg>'));
    assert.equal(toDrawing('<svg><path/></svg>'), null);
  });

  it('is refused for LaTeX that cannot be read, and for macros that reach out', () => {
    for (const latex of [
      '\\frac{',
      '\\nothingKnown',
      '\\href{https://example.org}{x}',
      '\\require{color}',
    ]) {
      assert.throws(() => draw(latex), latex);
    }
  });
});
