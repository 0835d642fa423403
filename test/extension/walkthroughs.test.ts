import assert from 'node:assert/strict';
import { isDerivationId } from '../../src/elbo/derivations/index.ts';
import { commands } from '../../src/extension/contributions/commands.ts';
import { learnSteps, walkthroughs } from '../../src/extension/contributions/walkthroughs.ts';
import type { PageParameters } from '../../src/protocol/explain.ts';
import * as density from '../../src/webview/explain/density/state.ts';
import * as expectation from '../../src/webview/explain/expectation/state.ts';
import * as model from '../../src/webview/explain/model/state.ts';
import { textOf } from '../support/repository.ts';

/** What a page would show of some parameters, by the command that opens it; derivations go by their id. */
const understood: Readonly<Record<string, (given: PageParameters) => PageParameters>> = {
  'elboLens.showExpectation': (given) =>
    expectation.parametersOf(expectation.withParameters(expectation.initialState, given)),
  'elboLens.showDensity': (given) => density.parametersOf(density.withParameters(given)),
  'elboLens.showModel': (given) =>
    ({ ...model.withParameters(given) }) as unknown as PageParameters,
  'elboLens.showDerivation': ({ derivation }) =>
    isDerivationId(String(derivation)) ? { derivation: String(derivation) } : {},
};

describe('the walkthrough', () => {
  for (const { id, figure, links, shows } of learnSteps) {
    it(`opens panels at parameters that they know: ${id}`, () => {
      for (const { command, parameters, label } of links) {
        assert.ok(command in commands, command);
        const shown = understood[command]?.(parameters ?? {}) ?? {};
        for (const [name, value] of Object.entries(parameters ?? {}))
          assert.equal(shown[name], value, `${label}: ${name}`);
      }
    });

    it(`has a figure that follows the theme and says what it shows: ${id}`, () => {
      const svg = textOf(`media/walkthrough/${figure}.svg`);
      assert.match(svg, /var\(--vscode-foreground\)/u);
      assert.doesNotMatch(svg, /rgba?\((?!0, 0, 0\))|color\(/u);
      assert.ok(shows.length > 0);
    });
  }

  it('carries parameters in its links as the editor reads them', () => {
    const [density] = walkthroughs[0]?.steps.filter(({ id }) => id === 'density') ?? [];
    const [, query = ''] =
      /command:elboLens\.showDensity\?([^)]+)\)/u.exec(density?.description ?? '') ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(query)), [{ question: 'negative' }]);
  });
});
