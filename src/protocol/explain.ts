// Messages between the host and the pages that explain: derivations, densities, expectations, models. These pages compute
// their own numbers; the host reads code, marks it, and saves what they make.

import type { CodeSpan, DerivationContent } from '../elbo/derivations/told.ts';
import { bytes, count, listOf, nullable, number, optional } from './shape.ts';
import { object, oneOf, record, string, tagged, type Shape } from './shape.ts';

export const explainKinds = ['derivation', 'density', 'expectation', 'model'] as const;
export type ExplainKind = (typeof explainKinds)[number];

/** What a derivation is asked for: of the code at a place, or by its id. A family may be put in place of the code's. */
export interface DerivationRequest {
  readonly code: { readonly uri: string; readonly at: number } | null;
  readonly derivation: string | null;
  readonly family: string | null;
}

/** Parameters of a page as a link gives them: names and values, checked by the page. */
export type PageParameters = Readonly<Record<string, string | number>>;

export type ToExplain =
  /** Null request: nothing was asked for; the page shows where to begin. */
  | {
      readonly type: 'derivationShown';
      readonly request: DerivationRequest;
      readonly content: DerivationContent;
    }
  /** The selection in the code a derivation is told of. */
  | { readonly type: 'codeSelected'; readonly span: CodeSpan }
  | { readonly type: 'parametersShown'; readonly parameters: PageParameters }
  /** What the page asked to save has been saved, or not. */
  | { readonly type: 'savedAs'; readonly name: string | null };

/** Commands that a page may ask for. */
export type ExplainCommand =
  | 'elboLens.showDerivation'
  | 'elboLens.showDensity'
  | 'elboLens.showExpectation'
  | 'elboLens.showModel'
  | 'elboLens.learn';

export type FromExplain =
  /** The page has loaded. A derivation asks for what it showed before a reload. */
  | { readonly type: 'ready'; readonly request: DerivationRequest | null }
  | { readonly type: 'painted'; readonly sinceNavigationMs: number }
  | { readonly type: 'derivationWished'; readonly request: DerivationRequest }
  /** A step is pointed at; none of its code: the marks go. */
  | {
      readonly type: 'stepPointed';
      readonly letters: readonly string[];
      readonly span: CodeSpan | null;
    }
  | { readonly type: 'codeWished'; readonly span: CodeSpan }
  | { readonly type: 'copyWished'; readonly text: string; readonly what: string }
  | { readonly type: 'saveWished'; readonly name: string; readonly bytes: Uint8Array }
  | {
      readonly type: 'commandWished';
      readonly command: ExplainCommand;
      readonly argument?: PageParameters;
    }
  | {
      readonly type: 'logged';
      readonly level: 'info' | 'warn' | 'error';
      readonly message: string;
    };

const span: Shape<CodeSpan> = object({ from: count, to: count });

const request: Shape<DerivationRequest> = object({
  code: nullable(object({ uri: string, at: count })),
  derivation: nullable(string),
  family: nullable(string),
});

export const isDerivationRequest = request;

const parameters: Shape<PageParameters> = (value): value is PageParameters =>
  record(value) &&
  Object.values(value).every((each) => typeof each === 'string' || typeof each === 'number');

const command = oneOf(
  'elboLens.showDerivation',
  'elboLens.showDensity',
  'elboLens.showExpectation',
  'elboLens.showModel',
  'elboLens.learn',
);
command satisfies Shape<ExplainCommand>;

const fromExplain: Readonly<Record<FromExplain['type'], Shape<unknown>>> = {
  ready: object({ request: nullable(request) }),
  painted: object({ sinceNavigationMs: number }),
  derivationWished: object({ request }),
  stepPointed: object({ letters: listOf(string), span: nullable(span) }),
  codeWished: object({ span }),
  copyWished: object({ text: string, what: string }),
  saveWished: object({ name: string, bytes }),
  commandWished: object({ command, argument: optional(parameters) }),
  logged: object({ level: oneOf('info', 'warn', 'error'), message: string }),
};

/** True if a value a page posted is one of our messages. Anything else is to be dropped. */
export const isFromExplain = tagged('type', fromExplain) as Shape<FromExplain>;
