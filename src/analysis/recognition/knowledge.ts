// What the document as a whole tells one part of it. What is asked is noted with its answer: as long as the answers are
// the same, so is what was made of them, and a part nobody edited need not be looked at again.

import type { Code } from '../lowering/code.ts';
import type { Width } from '../lowering/unit.ts';
import type { UnitReading } from './reading.ts';
import {
  type Configured,
  type GivenSizes,
  type SizeSymbol,
  type Stated,
  WrittenSizes,
} from './sizes.ts';

export class Knowledge {
  readonly #hasLatent: boolean;
  readonly #readings: readonly UnitReading[];
  readonly #sizes: WrittenSizes;
  readonly #given: GivenSizes;
  #answers = new Answers();

  constructor(
    readings: readonly UnitReading[],
    stated: readonly Stated[],
    configured: Configured,
    given: GivenSizes,
  ) {
    this.#given = given;
    this.#readings = readings;
    this.#sizes = new WrittenSizes(
      readings.map(({ unit }) => unit),
      stated,
      configured,
    );
    this.#hasLatent = readings.some(
      ({ klFunctions, samplers }) => klFunctions.size > 0 || samplers.length > 0,
    );
  }

  /** Notes what `work` asks. */
  noting<T>(work: () => T): { readonly result: T; readonly answers: Answers } {
    const answers = new Answers();
    this.#answers = answers;
    return { result: work(), answers };
  }

  /** Whether it would still give these answers. */
  stillGives(answers: Answers): boolean {
    return answers.every((question, subject, answer) => this.#answer(question, subject) === answer);
  }

  /** The document holds a KL or draws a latent. */
  hasLatent(): boolean {
    return this.#ask('hasLatent', null) as boolean;
  }

  isBesideKl(kernel: Code): boolean {
    return this.#ask('isBesideKl', kernel) as boolean;
  }

  isHelperBesideKl(name: string): boolean {
    return this.#ask('isHelperBesideKl', name) as boolean;
  }

  widthOf(value: Code): Width | null {
    return this.#ask('widthOf', value) as Width | null;
  }

  widthOfName(name: string): Width | null {
    return this.#ask('widthOfName', name) as Width | null;
  }

  settingOf(symbol: SizeSymbol): Width | null {
    return this.#ask('settingOf', symbol) as Width | null;
  }

  /** What people say of sizes in comments. */
  stated(): readonly Stated[] {
    return this.#ask('stated', null) as readonly Stated[];
  }

  /** What a person gave. */
  given(): GivenSizes {
    return this.#ask('given', null) as GivenSizes;
  }

  #ask(question: Question, subject: Subject): Answer {
    const answer = this.#answer(question, subject);
    this.#answers.note(question, subject, answer);
    return answer;
  }

  #answer(question: Question, subject: Subject): Answer {
    switch (question) {
      case 'hasLatent':
        return this.#hasLatent;
      case 'isBesideKl':
        return this.#kernelsBesideKl().has(subject as Code);
      case 'isHelperBesideKl':
        return this.#helpersBesideKl().has(subject as string);
      case 'widthOf':
        return this.#sizes.widthOf(subject as Code);
      case 'widthOfName':
        return this.#sizes.widthOfName(subject as string);
      case 'settingOf':
        return this.#sizes.settingOf(subject as SizeSymbol);
      case 'stated':
        return this.#sizes.stated;
      case 'given':
        return this.#given;
    }
  }

  #beside: Set<Code> | undefined;
  #kernelsBesideKl(): ReadonlySet<Code> {
    this.#beside ??= union(this.#readings.map(({ besideKl }) => besideKl));
    return this.#beside;
  }

  #helpers: Set<string> | undefined;
  #helpersBesideKl(): ReadonlySet<string> {
    this.#helpers ??= union(this.#readings.map(({ helpersBesideKl }) => helpersBesideKl));
    return this.#helpers;
  }
}

type Question =
  | 'hasLatent'
  | 'isBesideKl'
  | 'isHelperBesideKl'
  | 'widthOf'
  | 'widthOfName'
  | 'settingOf'
  | 'stated'
  | 'given';
type Subject = Code | string | null;
type Answer = boolean | Width | null | readonly Stated[] | GivenSizes;

export class Answers {
  readonly #given = new Map<Question, Map<Subject, Answer>>();

  note(question: Question, subject: Subject, answer: Answer): void {
    const known = this.#given.get(question);
    if (known) known.set(subject, answer);
    else this.#given.set(question, new Map([[subject, answer]]));
  }

  every(test: (question: Question, subject: Subject, answer: Answer) => boolean): boolean {
    for (const [question, answers] of this.#given)
      for (const [subject, answer] of answers) if (!test(question, subject, answer)) return false;
    return true;
  }
}

function union<T>(sets: readonly ReadonlySet<T>[]): Set<T> {
  const all = new Set<T>();
  for (const set of sets) for (const one of set) all.add(one);
  return all;
}
