import assert from 'node:assert/strict';
import { readArguments, type StartRequest } from '../../scripts/start/arguments.ts';

function checkArguments(
  line: string,
  expected: Partial<StartRequest> & { kind: StartRequest['kind'] },
): void {
  const request = readArguments(line.split(' ').filter(Boolean));
  assert.deepEqual({ ...request, ...expected }, request);
}

function checkMistake(line: string, message: RegExp): void {
  const request = readArguments(line.split(' '));
  assert.equal(request.kind, 'mistaken');
  assert.match(request.kind === 'mistaken' ? request.message : '', message);
}

describe('the arguments of npm start', () => {
  it('open a window where there are none', () => checkArguments('', { kind: 'interactive' }));

  it('train the sample where only --headless is given', () =>
    checkArguments('--headless', { kind: 'headless', config: undefined, engine: undefined }));

  it('name config, report, pictures and engine', () =>
    checkArguments(
      '--headless --config a.elbo.yaml --report out.json --screenshots shots --engine webgl',
      {
        kind: 'headless',
        config: 'a.elbo.yaml',
        report: 'out.json',
        screenshots: 'shots',
        engine: 'webgl',
      },
    ));

  it('ask for help', () => checkArguments('--help', { kind: 'help' }));

  it('are refused with what was expected', () => {
    checkMistake(
      '--headless --engine cuda',
      /--engine is cuda; expected auto, webgl, webgpu, wasm, cpu\./,
    );
    checkMistake('--report out.json', /--report only has a meaning together with --headless/);
    checkMistake('--headless --confg a.yaml', /confg/);
  });
});
