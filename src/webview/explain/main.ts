// An explaining page begins here: reads from its body which one it is, connects to the host, draws.

import type { ExplainKind } from '../../protocol/explain.ts';
import { defineControls } from '../toolkit.ts';
import { densityPage } from './density/page.ts';
import { derivationPage } from './derivation/page.ts';
import { connectHost, type ExplainHost } from './host.ts';
import { expectationPage } from './expectation/page.ts';
import { modelPage } from './model/page.ts';
import { type ExplainPage, mountExplaining } from './page.ts';

function main(): void {
  defineControls();
  const host = connectHost();
  const kind = document.body.dataset['panel'] as ExplainKind;
  const root = document.createElement('main');
  root.className = `explain ${kind}-page`;
  document.body.append(root);
  window.addEventListener('error', ({ message }) =>
    host.send({ type: 'logged', level: 'error', message: `Page: ${message}` }),
  );
  mounts[kind](root, host);
}

const mounts: Readonly<Record<ExplainKind, (root: HTMLElement, host: ExplainHost) => void>> = {
  derivation: (root, host) => {
    mountExplaining(root, derivationPage, host);
    const { request } =
      host.first?.type === 'derivationShown' ? host.first : derivationPage.restore(host.kept);
    host.send({ type: 'ready', request });
  },
  density: (root, host) => mountAlone(root, densityPage, host),
  expectation: (root, host) => mountAlone(root, expectationPage, host),
  model: (root, host) => mountAlone(root, modelPage, host),
};

/** A page that computes its own numbers: it asks the host for nothing. */
function mountAlone<State extends object>(
  root: HTMLElement,
  page: ExplainPage<State>,
  host: ExplainHost,
): void {
  mountExplaining(root, page, host);
  host.send({ type: 'ready', request: null });
}

main();
