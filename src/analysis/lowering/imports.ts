// What imported names stand for: functions, classes and settings of other files, looked up when they are first used.
// Such a file is executed at top level alone, and nothing of it is recorded as found here.

import type { Neighbours, Source } from '../neighbours.ts';
import { newFlow } from './flow.ts';
import { type Machine } from './machine.ts';
import { ModuleScope } from './moduleScope.ts';
import { Unit, type Width } from './unit.ts';
import type { ImportedValue, Value } from './values.ts';
import { bodyOf } from '../syntax/program.ts';

/** Files taken up for one document, and names passed from file to file. */
const maximum = { files: 64, passes: 8 };

interface Module {
  readonly scope: ModuleScope;
  readonly unit: Unit;
}

export class Imports {
  readonly #machine: Machine;
  readonly #neighbours: Neighbours;
  readonly #path: string;
  #numbers: ReadonlyMap<string, Width> | undefined;
  readonly #modules = new Map<Source, Module>();
  readonly #answers = new Map<string, { readonly asked: ImportedValue; source: Source | null }>();

  constructor(machine: Machine, neighbours: Neighbours, path: string) {
    this.#path = path;
    this.#machine = machine;
    this.#neighbours = neighbours;
  }

  /** Numbers of the configuration files beside the document. */
  get configured(): ReadonlyMap<string, Width> {
    this.#numbers ??= this.#neighbours.configuredBeside(this.#path);
    return this.#numbers;
  }

  /** Whether all that was looked up is found where and as it was. */
  isCurrent(): boolean {
    if (this.#numbers && this.#numbers !== this.#neighbours.configuredBeside(this.#path))
      return false;
    return [...this.#answers.values()].every(
      ({ asked: { from, module, level }, source }) =>
        this.#neighbours.resolve(from, module, level) === source,
    );
  }

  /** What the name stands for; a path in a library where no file is found. */
  valueOf(imported: ImportedValue): Value {
    return this.#valueOf(imported, 0);
  }

  /** `from m import *`: every name of the module. */
  allOf(imported: ImportedValue): ReadonlyMap<string, Value> {
    const source = this.#resolve(imported);
    return (source && this.#moduleOf(source)?.scope.own()) ?? new Map();
  }

  #valueOf(imported: ImportedValue, passes: number): Value {
    const { name } = imported;
    const source = this.#resolve(imported);
    const module = source && this.#moduleOf(source);
    if (name === null) {
      return module ? { kind: 'module', of: imported, scope: module.scope } : pathOf(imported);
    }
    const value = module?.scope.find(name);
    if (value && module) {
      this.#noteSettings(name, module.unit);
      if (value.kind !== 'imported') return value;
      return passes < maximum.passes ? this.#valueOf(value, passes + 1) : pathOf(imported);
    }
    const { module: path } = imported;
    const inner = { ...imported, module: path === '' ? name : `${path}.${name}`, name: null };
    const found = this.#resolve(inner) ? this.#valueOf(inner, passes + 1) : undefined;
    return found ?? pathOf(imported);
  }

  /** A setting belongs to whoever imports it. */
  #noteSettings(name: string, { settings }: Unit): void {
    const widths = settings.get(name);
    const { unit } = this.#machine;
    if (widths) unit.noteWidths(unit.settings, name, widths);
  }

  #resolve(asked: ImportedValue): Source | null {
    const key = `${asked.from}\n${asked.level}\n${asked.module}`;
    const known = this.#answers.get(key);
    if (known) return known.source;
    const source = this.#neighbours.resolve(asked.from, asked.module, asked.level);
    this.#answers.set(key, { asked, source });
    return source;
  }

  #moduleOf(source: Source): Module | undefined {
    const known = this.#modules.get(source);
    if (known || this.#modules.size >= maximum.files) return known;
    const scope = new ModuleScope(source.path);
    const module = { scope, unit: new Unit() };
    // Before it is executed: it may import what imports it.
    this.#modules.set(source, module);
    const m = this.#machine;
    m.apart(module.unit, scope, () => m.run(bodyOf(source.program), scope, newFlow()));
    return module;
  }
}

function pathOf({ path }: ImportedValue): Value {
  return { kind: 'namespace', path };
}
