import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand, startChild, stopChild } from '../../scripts/children.ts';
import { inRepository } from '../../scripts/paths.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200 && isAlive(pid); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return !isAlive(pid);
}

/** Starts a child of its own, prints both process ids, and waits. */
const parentAndChild = `
const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
console.log(child.pid);
setInterval(() => {}, 1000);`;

async function firstNumber(stream: NodeJS.ReadableStream | null): Promise<number> {
  assert.ok(stream);
  const [chunk] = (await once(stream, 'data')) as [Buffer];
  return Number(chunk.toString().trim());
}

describe('processes that the scripts start', () => {
  it('end with everything they started themselves', async () => {
    const child = startChild(process.execPath, ['-e', parentAndChild], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const grandchild = await firstNumber(child.stdout);
    assert.ok(isAlive(grandchild));
    await stopChild(child);
    assert.ok(await gone(grandchild));
    assert.ok(child.pid !== undefined && (await gone(child.pid)));
  });

  it('end when the script is interrupted, and its scratch folders with them', async () => {
    const script = `
      import { startChild } from ${JSON.stringify(pathToFileURL(inRepository('scripts', 'children.ts')).href)};
      import { scratchFolder } from ${JSON.stringify(pathToFileURL(inRepository('scripts', 'paths.ts')).href)};
      const child = startChild(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      console.log(JSON.stringify({ pid: child.pid, folder: scratchFolder('interrupted') }));
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--import=tsx', '--input-type=module', '-e', script], {
      cwd: inRepository(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
    const { pid, folder } = JSON.parse(chunk.toString()) as { pid: number; folder: string };
    assert.ok(isAlive(pid) && existsSync(folder));
    parent.kill('SIGINT');
    const [code] = (await once(parent, 'exit')) as [number];
    assert.equal(code, 130);
    assert.ok(await gone(pid));
    assert.ok(!existsSync(folder));
  });

  it('hand back their exit code and what they printed', async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(4)';
    const { code, output } = await runCommand(process.execPath, ['-e', script], { quiet: true });
    assert.equal(code, 4);
    assert.match(output, /out/);
    assert.match(output, /err/);
  });

  it('say so when there is no such program', async () => {
    await assert.rejects(runCommand(join('no', 'such', 'program'), []), /ENOENT/);
  });
});
