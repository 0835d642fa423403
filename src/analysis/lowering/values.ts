// What a name can stand for while code is executed symbolically: richer than an expression.

import type { ClassDefinition, Parameter, Span, Statement } from '../syntax/ast.ts';
import type { Activation, Code } from './code.ts';
import type { Width } from './unit.ts';

/** A distribution object: parameters as code names them in its family's own order. */
export interface DistributionValue {
  readonly kind: 'distribution';
  /** As in `vocabularies/distributions.ts`. */
  readonly family: string;
  /** Of its constructor, as the code reaches it. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, Code>>;
  /** How many trailing dimensions log_prob sums; `all` for a multivariate family. */
  readonly eventDims: number;
  readonly span: Span;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly scope: Scope;
  readonly self: InstanceValue | null;
  /** The class that defines it. */
  readonly owner: ClassValue | null;
  readonly span: Span;
  readonly isProperty: boolean;
  /** Written for one datum and called for a batch: `jax.vmap`. */
  readonly isMapped: boolean;
  /** Called for its gradient, or for its value and its gradient. */
  readonly gradient: 'none' | 'alone' | 'withValue';
}

export interface ClassValue {
  readonly kind: 'class';
  readonly definition: ClassDefinition;
  readonly scope: Scope;
  readonly bases: readonly Value[];
}

export interface InstanceValue {
  readonly kind: 'instance';
  readonly class: ClassValue | null;
  /** Attributes set so far. */
  readonly attributes: Map<string, Value>;
  readonly name: string;
  /** The part of the program that made it; see `Machine.write`. */
  readonly born: number;
}

/** A constructed loss object, waiting for its call: `nn.BCELoss(reduction='sum')`. */
export interface CriterionValue {
  readonly kind: 'criterion';
  readonly path: string;
  readonly args: CallArguments;
  readonly born: number;
}

/** A layer of a network: how wide what it returns is. `same`: as wide as what it is given. */
export interface LayerValue {
  readonly kind: 'layer';
  readonly name: string;
  /** Where it is constructed: two layers of one kind are two functions. */
  readonly at: number;
  readonly width: Width | 'same' | null;
  /** How wide what it takes is, where it says so. */
  readonly takes: Width | null;
  /** What it does last; null where that is not known. */
  readonly activation: Activation | null;
}

/** A name of another file, looked up when it is used. */
export interface ImportedValue {
  readonly kind: 'imported';
  /** The file that imports it. */
  readonly from: string;
  readonly module: string;
  readonly level: number;
  /** Null for the module itself. */
  readonly name: string | null;
  /** Its path if it belongs to a library. */
  readonly path: string;
}

export type Value =
  | ImportedValue
  /** A module that is another file. */
  | { readonly kind: 'module'; readonly of: ImportedValue; readonly scope: Scope }
  | { readonly kind: 'code'; readonly code: Code }
  | { readonly kind: 'tuple'; readonly items: readonly Value[] }
  | {
      readonly kind: 'dictionary';
      readonly entries: ReadonlyMap<string, Value>;
      readonly born: number;
    }
  | DistributionValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | CriterionValue
  | LayerValue
  /** An object as the bases of the class that owns a method see it. */
  | { readonly kind: 'super'; readonly self: InstanceValue; readonly owner: ClassValue }
  /** A module or a path below one that nothing local defines: `torch.nn.functional`. */
  | { readonly kind: 'namespace'; readonly path: string }
  /** A bound method of a value: `mu.pow`. */
  | { readonly kind: 'method'; readonly receiver: Value; readonly name: string }
  | { readonly kind: 'shape'; readonly of: Code; readonly from: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'truth'; readonly value: boolean | null }
  | { readonly kind: 'sequence'; readonly element: Value; readonly iterable: Value }
  | { readonly kind: 'slice' }
  | { readonly kind: 'nothing' };

export interface CallArguments {
  readonly positional: readonly Value[];
  readonly keyword: ReadonlyMap<string, Value>;
  readonly span: Span;
}

/** A lexical scope. Assignment is local; lookup goes outwards. */
export class Scope {
  protected readonly values = new Map<string, Value>();
  #early: Map<string, Value> | undefined;
  #parameters: Set<string> | undefined;
  #hasFunctions = false;
  readonly parent: Scope | null;
  /** The file it is in. */
  readonly file: string;

  constructor(parent: Scope | null, file = parent?.file ?? '') {
    this.parent = parent;
    this.file = file;
  }

  find(name: string, fromInside = false): Value | undefined {
    const early = fromInside ? this.#early?.get(name) : undefined;
    return early ?? this.values.get(name) ?? this.parent?.find(name, true);
  }

  /** A number a script gives anew below its functions (`n = 15` for a figure) is not what they were written for. */
  set(name: string, value: Value): void {
    const before = this.values.get(name);
    if (this.#hasFunctions && before && isSetting(before) && this.#early?.has(name) !== true) {
      this.#early ??= new Map();
      this.#early.set(name, before);
    }
    if (value.kind === 'function') this.#hasFunctions = true;
    this.values.set(name, value);
  }

  /** Sets what the function is given: what is bound to its name again is something else on its way. */
  setParameter(name: string, value: Value): void {
    this.#parameters ??= new Set();
    this.#parameters.add(name);
    this.set(name, value);
  }

  /** Whether the name is a parameter, here or further out. */
  isGiven(name: string): boolean {
    if (this.#parameters?.has(name) === true) return true;
    return !this.values.has(name) && this.parent?.isGiven(name) === true;
  }

  own(): ReadonlyMap<string, Value> {
    return this.values;
  }

  clear(): void {
    this.values.clear();
    this.#early?.clear();
    this.#hasFunctions = false;
  }
}

function isSetting(value: Value): boolean {
  return value.kind === 'code' && value.code.kind === 'symbol' && value.code.symbol.value !== null;
}
