// What a class's methods write to `self` and read of it, by its syntax alone: methods need be executed for one another
// only where one leaves an attribute that another takes up.

import type { ClassDefinition, FunctionDefinition } from '../syntax/ast.ts';

interface Use {
  readonly writes: ReadonlySet<string>;
  readonly reads: ReadonlySet<string>;
}

const uses = new WeakMap<FunctionDefinition, Use>();

/** Methods of these that leave an attribute another of the class reads. */
export function sharingMethods(
  { body }: ClassDefinition,
  methods: readonly FunctionDefinition[],
): readonly FunctionDefinition[] {
  const all = body.filter((statement) => statement.kind === 'function');
  return methods.filter((method) => {
    const { writes } = useOf(method);
    return (
      writes.size > 0 &&
      all.some((other) => {
        if (other === method) return false;
        const { reads } = useOf(other);
        for (const name of writes) if (reads.has(name)) return true;
        return false;
      })
    );
  });
}

function useOf(method: FunctionDefinition): Use {
  const known = uses.get(method);
  if (known) return known;
  const writes = new Set<string>();
  const reads = new Set<string>();
  const visit = (syntax: unknown, isTarget: boolean): void => {
    if (typeof syntax !== 'object' || syntax === null) return;
    if (Array.isArray(syntax)) {
      for (const item of syntax) visit(item, isTarget);
      return;
    }
    const node = syntax as Readonly<Record<string, unknown>>;
    if (node['kind'] === 'member' && isSelf(node['object'])) {
      (isTarget ? writes : reads).add(String(node['property']));
      return;
    }
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'object' || value === null) continue;
      const isWritten = key === 'targets' || (key === 'target' && node['kind'] === 'update');
      visit(value, isWritten || (isTarget && (key === 'items' || key === 'operand')));
    }
  };
  visit(method.body, false);
  const found = { writes, reads };
  uses.set(method, found);
  return found;
}

function isSelf(object: unknown): boolean {
  if (typeof object !== 'object' || object === null) return false;
  const { kind, name } = object as { readonly kind?: unknown; readonly name?: unknown };
  return kind === 'name' && (name === 'self' || name === 'this');
}
