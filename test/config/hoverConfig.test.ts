import assert from 'node:assert/strict';
import { hoverConfig } from '../../src/config/hoverConfig.ts';
import type { ConfigFormat } from '../../src/config/problem.ts';
import { visitsOf } from '../../src/config/visits.ts';
import { parseSyntax } from '../../src/config/syntax.ts';
import { templates } from '../../src/config/templates.ts';

/** `|` in `marked` is the pointer; `on` is the text that the hover belongs to. */
function hoverAt(marked: string, on: string, format: ConfigFormat = 'yaml'): string {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const hover = hoverConfig(text, offset, format);
  assert.ok(hover, `no hover at ${marked}`);
  assert.equal(text.slice(hover.start, hover.end), on);
  return hover.markdown;
}

function checkNoHover(marked: string): void {
  const offset = marked.indexOf('|');
  assert.equal(hoverConfig(marked.replace('|', ''), offset, 'yaml'), null);
}

describe('hovers in a config', () => {
  it('give a key its type, range, default and purpose', () => {
    assert.equal(
      hoverAt('model:\n  la|tent: 3', 'latent'),
      '**`model.latent`** · a whole number from 1 to 1024 · default 20\n\n' +
        'Latent size d: the number of dimensions of z.',
    );
    assert.match(
      hoverAt('data:\n  |source: idx', 'source'),
      /^\*\*`data\.source`\*\* · .* · required\n/u,
    );
  });

  it('list what the words of a key mean', () => {
    const markdown = hoverAt('likelihood:\n  family: student-t\n  scal|e: fixed', 'scale');
    assert.match(markdown, /^- `fixed`: The number given, never learned\.$/mu);
    assert.match(
      markdown,
      /^- `per-element`: A decoder output, for every datum and dimension\.$/mu,
    );
  });

  it('explain a family by its registry: mass or density, and support', () => {
    const normal = hoverAt('likelihood:\n  family: nor|mal', 'normal');
    assert.match(normal, /^\*\*Gaussian\*\* \(`normal`\)/u);
    assert.match(normal, /Support: any real x\. A density: log p\(x\|z\) may exceed 0/u);
    const bernoulli = hoverAt('{"likelihood": {"family": "ber|noulli"}}', '"bernoulli"', 'json');
    assert.match(bernoulli, /Support: x is 0 or 1\. A probability mass/u);
  });

  it('explain a generator by its registry', () => {
    const markdown = hoverAt('data:\n  source: sha|pes', 'shapes');
    assert.match(markdown, /^\*\*Shapes\*\* \(`shapes`\)/u);
    assert.match(
      markdown,
      /Pictures of 28 × 28 pixels unless options say otherwise; stored values from 0 to 1\./u,
    );
  });

  it('explain a word by its meaning, and a number by its key', () => {
    assert.match(
      hoverAt('data:\n  source: idx\n  split: ta|il', 'tail'),
      /The last ones, in file order\./u,
    );
    assert.match(hoverAt('model: { latent: |3 }', '3'), /number of dimensions of z/u);
    assert.match(
      hoverAt('model:\n  encoder:\n    kind: mlp\n    hidden: [6|4]', '[64]'),
      /Widths/u,
    );
  });

  it('explain the options of the chosen generator', () => {
    assert.match(
      hoverAt('data:\n  source: two-moons\n  options:\n    no|ise: 1', 'noise'),
      /number from 0 to 1/u,
    );
  });

  it('work in text that is wrong elsewhere', () => {
    assert.match(hoverAt('model:\n  late|nt: ten\ndata: [', 'latent'), /whole number/u);
    assert.match(hoverAt('{"model": {"lat|ent": 3,', '"latent"', 'json'), /whole number/u);
  });

  it('are silent on unknown keys, comments and blanks', () => {
    checkNoHover('mod|ell: 3');
    checkNoHover('# mod|el');
    checkNoHover('model:\n|\n  latent: 3');
    checkNoHover('|');
  });

  it('exist for every key of every starter', () => {
    for (const { text } of templates) {
      const { root } = parseSyntax(text, 'yaml');
      assert.ok(root);
      for (const { entry, path } of visitsOf(root)) {
        if (entry)
          assert.ok(hoverConfig(text, entry.keySpan.start, 'yaml')?.markdown.includes(path));
      }
    }
  });
});
