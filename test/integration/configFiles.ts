import assert from 'node:assert/strict';
import { commands, DiagnosticSeverity, languages, Position, workspace } from 'vscode';
import type { CodeAction, CodeLens, CompletionList, Diagnostic, Hover, TextDocument } from 'vscode';
import { findConfigs } from '../../src/extension/workspaceConfigs.ts';
import { activated, eventually, openConfig, writeFile } from './editor.ts';

const mistyped = {
  'mistyped.elbo.yaml': 'data:\n  source: two-moons\nlikelihood:\n  famly: normal\n',
  'mistyped.elbo.json':
    '{\n  "data": { "source": "two-moons" },\n  "likelihood": {\n    "famly": "normal"\n  }\n}\n',
} as const;

const sound = {
  'sound.elbo.yaml':
    'data:\n  source: two-moons\nlikelihood:\n  family: normal\nmodel:\n  latent: 2\n',
  'sound.elbo.yml':
    'data:\n  source: two-moons\nlikelihood:\n  family: normal\nmodel:\n  latent: 2\n',
  'sound.elbo.json':
    '{ "data": { "source": "two-moons" }, "likelihood": { "family": "normal" }, "model": { "latent": 2 } }\n',
} as const;

const ours = (document: TextDocument): readonly Diagnostic[] =>
  languages.getDiagnostics(document.uri).filter(({ source }) => source === 'ELBO Lens');

const errors = (document: TextDocument): readonly Diagnostic[] =>
  ours(document).filter(({ severity }) => severity === DiagnosticSeverity.Error);

const placeOf = (document: TextDocument, word: string): Position =>
  document.positionAt(document.getText().indexOf(word) + 1);

async function lensTitles(document: TextDocument): Promise<readonly string[]> {
  const lenses = await commands.executeCommand<CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
  );
  return lenses.flatMap(({ command }) => (command === undefined ? [] : [command.title]));
}

describe('config files in the editor', () => {
  before(activated);

  for (const [name, text] of Object.entries(mistyped)) {
    describe(name, () => {
      let document: TextDocument;

      before(async () => {
        document = await openConfig(name, text);
      });

      it('marks the mistyped key, and only it, and names the nearest', async () => {
        const problem = await eventually('a problem', () =>
          errors(document).find(({ message }) => message.includes('famly')),
        );
        assert.match(document.getText(problem.range), /^"?famly"?$/);
        assert.match(problem.message, /Did you mean `family`\?/);
      });

      it('says above line 1 that there is something to fix', async () => {
        const titles = await lensTitles(document);
        assert.ok(
          titles.some((title) => /problems?: fix to train/.test(title)),
          titles.join(),
        );
      });

      it('mends the key by its quick fix, after which nothing is wrong', async () => {
        const place = placeOf(document, 'famly');
        const actions = await commands.executeCommand<CodeAction[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          document.lineAt(place.line).range,
        );
        const fix = actions.find(({ title }) => title.includes('family'));
        assert.ok(fix?.edit, `offered: ${actions.map(({ title }) => title).join()}`);
        assert.ok(await workspace.applyEdit(fix.edit));
        await eventually('no error', () => (errors(document).length === 0 ? true : undefined));
        assert.deepEqual(await lensTitles(document), ['$(play) Train']);
        await document.save();
      });
    });
  }

  for (const [name, text] of Object.entries(sound)) {
    it(`${name}: a sound config has no error and a lens that trains it`, async () => {
      const document = await openConfig(name, text);
      assert.deepEqual(await lensTitles(document), ['$(play) Train']);
      assert.deepEqual(errors(document), []);
    });

    it(`${name}: hovering a key says what it means`, async () => {
      const document = await openConfig(name, text);
      const hovers = await commands.executeCommand<Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        placeOf(document, 'latent'),
      );
      const words = hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (typeof content === 'string' ? content : content.value))
        .join('\n');
      assert.match(words, /Latent size d: the number of dimensions of z/);
    });

    it(`${name}: the families are offered where a family belongs`, async () => {
      const document = await openConfig(name, text);
      const list = await commands.executeCommand<CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        placeOf(document, 'normal'),
      );
      const labels = list.items.map(({ label }) =>
        typeof label === 'string' ? label : label.label,
      );
      for (const family of ['bernoulli', 'normal']) {
        assert.ok(
          labels.some((label) => label.replaceAll('"', '') === family),
          labels.join(),
        );
      }
    });
  }

  it('checks keys together: a Bernoulli cannot give mass to targets outside [0, 1]', async () => {
    const text = 'data:\n  source: two-moons\nlikelihood:\n  family: bernoulli\n';
    const document = await openConfig('outside.elbo.yaml', text);
    const [problem] = await eventually('an error', () => {
      const found = errors(document);
      return found.length > 0 ? found : undefined;
    });
    assert.match(problem?.message ?? '', /Bernoulli likelihood needs targets from 0 to 1/);
  });

  it('are found wherever they lie in the workspace, with and without a search of the editor', async () => {
    await writeFile('deep/er/nested.elbo.json', sound['sound.elbo.json']);
    const names = (await findConfigs()).map(({ name }) => name);
    for (const name of ['two-moons.elbo.yaml', 'deep/er/nested.elbo.json'])
      assert.ok(names.includes(name), names.join());
    assert.ok(!names.includes('other.yaml'));
  });

  it('says nothing about files of other names', async () => {
    const document = await openConfig('other.yaml', mistyped['mistyped.elbo.yaml']);
    assert.deepEqual(ours(document), []);
    assert.deepEqual(await lensTitles(document), []);
  });
});
