import assert from 'node:assert/strict';
import { manifest } from '../../src/extension/contributions.ts';
import { colors } from '../../src/extension/contributions/colors.ts';
import { commands, type CommandContribution } from '../../src/extension/contributions/commands.ts';
import { menus } from '../../src/extension/contributions/menus.ts';
import { configuration, setting } from '../../src/extension/contributions/settings.ts';
import type { ViewCommand } from '../../src/protocol/messages.ts';
import { filesUnder, textOf } from '../support/repository.ts';

const commandIds = Object.keys(commands);
const entries: readonly [string, CommandContribution][] = Object.entries(commands);

/** Files of `commands/` that hold what several commands share. */
const shared = new Set(['index', 'runArgument', 'codeArgument']);

const commandFiles = filesUnder('src/extension/commands', '.ts')
  .map((path) => path.split('/').at(-1)?.replace('.ts', '') ?? '')
  .filter((name) => !shared.has(name));

/** First groups of all matches in a file. */
const matchesOf = (path: string, pattern: RegExp): string[] =>
  Array.from(textOf(path).matchAll(pattern), (match) => match[1] ?? '');

describe('Contributed commands', () => {
  it('have one file each, of their name, and every file is contributed', () => {
    assert.deepEqual(
      commandFiles.toSorted(),
      commandIds.map((id) => id.replace('elboLens.', '')).toSorted(),
    );
  });

  it('are all in the manifest, in the category ELBO', () => {
    assert.deepEqual(
      manifest.contributes.commands.map((entry) => Object.entries(entry).slice(0, 2)),
      commandIds.map((id) => [
        ['command', id],
        ['category', 'ELBO'],
      ]),
    );
  });

  it('include every command the source mentions', () => {
    const views = new Set([
      'elboLens.dashboard',
      'elboLens.runs',
      'elboLens.loss',
      'elboLens.trainer',
    ]);
    const mentioned = filesUnder('src', '.ts')
      .filter((path) => !path.includes('/contributions/'))
      .flatMap((path) => matchesOf(path, /command: '(elboLens\.\w+)'/g))
      .filter((id) => !views.has(id));
    for (const id of mentioned) assert.ok(commandIds.includes(id), id);
  });

  it('include those a page may ask for', () => {
    const fromViews = {
      'elboLens.newConfig': true,
      'elboLens.openSample': true,
      'elboLens.train': true,
      'elboLens.resume': true,
      'elboLens.resumeOnProcessor': true,
      'elboLens.revealConfig': true,
      'elboLens.compareRuns': true,
      'elboLens.exportRun': true,
      'elboLens.openTrainer': true,
      'elboLens.revealTerm': true,
      'elboLens.showLog': true,
    } satisfies Record<ViewCommand, true>;
    for (const id of Object.keys(fromViews)) assert.ok(commandIds.includes(id), id);
  });

  it('have titles in title case, and an icon wherever they stand in a row of icons', () => {
    const inRows = Object.values(menus)
      .flat()
      .filter(({ group }) => /^(navigation|inline)/.test(group))
      .map(({ command }) => command);
    for (const [id, { title, icon }] of entries) {
      assert.match(title, /^[A-Z]/, id);
      if (inRows.some((command) => command === id)) assert.match(icon ?? '', /^\$\([a-z-]+\)$/, id);
    }
  });

  it('are hidden from the palette when they need an argument', () => {
    const hidden = entries
      .filter(([, { palette }]) => palette === 'never')
      .map(([command]) => command);
    assert.deepEqual(
      manifest.contributes.menus.commandPalette,
      hidden.map((command) => ({ command, when: 'false' })),
    );
  });
});

/** States of the context key `elboLens.runState` in which an enablement clause holds, whatever other keys say. */
function statesOf(clause: string): readonly string[] {
  const enablement = clause.replace(' || elboLens.canResume', '');
  const equal = /^elboLens\.runState == (\w+)$/.exec(enablement)?.[1];
  const matching = /^elboLens\.runState =~ \/(.*)\/$/.exec(enablement)?.[1];
  const all = [
    'none',
    'preparing',
    'restoring',
    'training',
    'paused',
    'finished',
    'stopped',
    'failed',
  ];
  if (equal !== undefined) return all.filter((state) => state === equal);
  assert.ok(matching, `unknown form of clause: ${enablement}`);
  return all.filter((state) => new RegExp(matching).test(state));
}

describe('Controls of a run', () => {
  const expected = {
    'elboLens.pause': ['training'],
    'elboLens.resume': ['paused'],
    'elboLens.stepOnce': ['paused'],
    'elboLens.stop': ['preparing', 'restoring', 'training', 'paused'],
  } as const;
  for (const [id, states] of Object.entries(expected)) {
    it(`${id} can be run while ${states.join(', ')}, and in no other state`, () => {
      const { enablement } = commands[id as keyof typeof expected];
      assert.deepEqual(statesOf(enablement), states);
    });
  }
});

describe('Resuming', () => {
  it('can be done wherever a run can go on from a checkpoint', () => {
    assert.match(commands['elboLens.resume'].enablement, / \|\| elboLens\.canResume$/);
    assert.equal(commands['elboLens.resumeOnProcessor'].enablement, 'elboLens.canResume');
  });
});

describe('Contributed colours', () => {
  it('have a default in each of the four kinds of theme', () => {
    for (const { id, defaults } of colors) {
      for (const value of Object.values(defaults)) {
        assert.match(value, /^(#[0-9a-f]{6}|foreground|charts\.\w+)$/, id);
      }
      assert.deepEqual(Object.keys(defaults), [
        'dark',
        'light',
        'highContrast',
        'highContrastLight',
      ]);
    }
  });

  it('include every colour the pages read', () => {
    const ids = new Set<string>(colors.map(({ id }) => id.replace('.', '-')));
    const read = ['media/webview.css', ...filesUnder('src/webview', '.ts')].flatMap((path) =>
      matchesOf(path, /--vscode-(elboLens-\w+)/g),
    );
    assert.ok(read.length > 0);
    for (const id of read) assert.ok(ids.has(id), id);
  });
});

describe('Settings', () => {
  const reading = (values: Readonly<Record<string, unknown>>): Parameters<typeof setting>[0] => ({
    get: (id: string) => values[id] as never,
  });

  it('all live under elboLens, with words about them', () => {
    for (const [id, property] of Object.entries(configuration.properties)) {
      assert.match(id, /^elboLens\./);
      assert.ok(property.markdownDescription.length > 20, id);
    }
  });

  it('are read as the user wrote them', () => {
    assert.equal(setting(reading({ 'data.maxFileSizeMiB': 12 }), 'data.maxFileSizeMiB'), 12);
    assert.equal(setting(reading({ 'codeLens.enabled': false }), 'codeLens.enabled'), false);
  });

  it('fall back to their default where the user wrote another type', () => {
    assert.equal(setting(reading({ 'data.maxFileSizeMiB': '12' }), 'data.maxFileSizeMiB'), 256);
    assert.equal(setting(reading({}), 'dashboard.revealOnTrain'), true);
  });
});
