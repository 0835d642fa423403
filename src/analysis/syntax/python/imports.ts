// `import` and `from … import`.

import type { Statement } from '../ast.ts';
import { elements } from './lists.ts';
import type { Parser } from './parser.ts';

type Binding = (Statement & { readonly kind: 'import' })['bindings'][number];

/** `import a.b as c` binds a.b to c, `import a.b` binds a to a. */
export function importWhole(p: Parser, into: Statement[]): void {
  const { from } = p;
  const imported: { readonly module: string; readonly local: string }[] = [];
  p.next();
  do {
    const path = dotted(p);
    const [first = path] = path.split('.');
    const alias = renamed(p);
    if (path !== '') imported.push({ module: alias ? path : first, local: alias ?? first });
  } while (p.take(','));
  for (const { module, local } of imported) {
    const bindings = [{ name: null, local }];
    into.push({ kind: 'import', module, level: 0, bindings, from, to: p.end });
  }
}

export function importFrom(p: Parser, into: Statement[]): void {
  const { from } = p;
  p.next();
  let level = 0;
  while (p.kind === '.' || p.kind === '...') {
    level += p.kind.length;
    p.next();
  }
  const module = level > 0 && p.kind === 'import' ? '' : dotted(p);
  const bindings = p.expect('import') ? bindingsOf(p) : [];
  into.push({ kind: 'import', module, level, bindings, from, to: p.end });
}

function bindingsOf(p: Parser): readonly Binding[] {
  if (p.kind === '(') {
    const bindings = elements(p, ')', binding);
    p.next();
    return bindings;
  }
  const bindings: Binding[] = [];
  do {
    const read = binding(p);
    if (read) bindings.push(read);
  } while (p.take(','));
  return bindings;
}

function binding(p: Parser): Binding | undefined {
  if (p.take('*')) return { name: '*', local: '*' };
  const name = p.name();
  return name === undefined ? undefined : { name, local: renamed(p) ?? name };
}

/** The name after `as`. */
function renamed(p: Parser): string | undefined {
  return p.take('as') ? p.name() : undefined;
}

function dotted(p: Parser): string {
  const names: string[] = [];
  do {
    const name = p.name();
    if (name !== undefined) names.push(name);
  } while (p.take('.'));
  return names.join('.');
}
