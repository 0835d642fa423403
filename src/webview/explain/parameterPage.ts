// A page that is opened at parameters and is all of its state: what it was at is what it can be linked to.

import type { PageParameters, ToExplain } from '../../protocol/explain.ts';
import type { ExplainPage } from './page.ts';

/** What every such page keeps beside its parameters. */
interface Parametric {
  /** What was typed and cannot be used, by field. */
  readonly problems: object;
  /** What was saved last, for a person. */
  readonly saved: string;
}

export interface ParameterPage<State extends Parametric> {
  readonly initial: State;
  /** What a link or an earlier window gives, as far as it can be used. */
  readonly withParameters: (given: PageParameters) => State;
  readonly parametersOf: (state: State) => PageParameters;
  readonly draw: ExplainPage<State>['draw'];
}

export function parameterPage<State extends Parametric>({
  initial,
  withParameters,
  parametersOf,
  draw,
}: ParameterPage<State>): ExplainPage<State> {
  const receive = (message: ToExplain): Partial<Parametric> => {
    switch (message.type) {
      case 'parametersShown':
        return withParameters(message.parameters);
      case 'savedAs':
        return { saved: message.name === null ? '' : `Saved as ${message.name}` };
      case 'derivationShown':
      case 'codeSelected':
        return {};
    }
  };
  return {
    initial,
    restore: (kept) =>
      typeof kept === 'object' && kept !== null
        ? { ...withParameters(kept as PageParameters), problems: {} }
        : initial,
    kept: parametersOf,
    receive: (_, message) => receive(message) as Partial<State>,
    draw,
  };
}
