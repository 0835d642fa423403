// A program's findings: every rule asked, severities as the settings say, what people asked to ignore or knew before left
// out, and comments that ignore nothing told.

import type { Analysis } from '../analysis/analyze.ts';
import type { Span } from '../analysis/syntax/ast.ts';
import { Context, type Where } from './context.ts';
import type { Draft, Finding, FixDraft, Rule } from './rule.ts';
import { rules } from './rules/index.ts';
import { rule as unusedIgnore } from './rules/comments/unusedIgnore.ts';
import { type Baseline, withoutKnown } from './settings/baseline.ts';
import { type Ignore, ignoresIn, isIgnored } from './settings/ignores.ts';
import { levelOf, type PlacedSettings } from './settings/settings.ts';

export interface LintOptions {
  /** From the outermost folder inwards. */
  readonly settings?: readonly PlacedSettings[];
  readonly baseline?: Baseline;
  /** The file, as the baseline names it. */
  readonly path?: string;
  /** Names places for people. */
  readonly where?: Where;
}

export function lint(analysis: Analysis, options: LintOptions = {}): readonly Finding[] {
  const context = new Context(analysis, options.where);
  const findings = rules.flatMap((rule) => findingsOf(rule, context, options));
  const ignores = ignoresIn(context.program());
  const told = findings.filter((finding) => !ignores.some((ignore) => isIgnored(finding, ignore)));
  const unused = ignores
    .filter((ignore) => !findings.some((finding) => isIgnored(finding, ignore)))
    .flatMap((ignore) => leveled(unusedIgnore, unusedDraft(context, ignore), options) ?? []);
  const all = [...told, ...unused]
    .filter(({ span }) => !context.isBroken(span))
    .toSorted((a, b) => a.span.from - b.span.from);
  const { baseline, path = '' } = options;
  return baseline ? withoutKnown(all, baseline, path) : all;
}

function findingsOf(rule: Rule, context: Context, options: LintOptions): readonly Finding[] {
  if (levelOf(rule, options.settings ?? []) === 'off') return [];
  return [...rule.check(context)].flatMap((draft) => leveled(rule, draft, options) ?? []);
}

/** As grave as the settings say, else as the rule does. */
function leveled(rule: Rule, draft: Draft, { settings = [] }: LintOptions): Finding | null {
  const level = levelOf(rule, settings) ?? draft.severity ?? rule.severity;
  if (level === 'off') return null;
  return {
    ...draft,
    rule,
    severity: level,
    related: draft.related ?? [],
    fixes: () => [...(draft.fixes?.() ?? [])],
  };
}

function unusedDraft(context: Context, { comment, rules: named }: Ignore): Draft {
  const unknown = named.filter((one) => !rules.some(({ id, name }) => id === one || name === one));
  const what =
    unknown.length > 0
      ? `There is no rule ${unknown.join(', ')}, so this ignores nothing.`
      : `Nothing here is to be ignored${named.length > 0 ? ` of ${named.join(', ')}` : ''}. Take the comment away.`;
  return { span: comment, symbol: '', message: what, fixes: () => [removal(context, comment)] };
}

/** The comment goes, and its line if nothing else stands there. */
function removal({ text }: Context, { from, to }: Span): FixDraft {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const space = /\s*$/u.exec(text.slice(start, from))?.[0].length ?? 0;
  const isAlone = start + space === from;
  return {
    title: 'Remove the comment',
    edits: [
      isAlone
        ? { from: start, to: text[to] === '\n' ? to + 1 : to, text: '' }
        : { from: from - space, to, text: '' },
    ],
    kind: 'fix',
    keeps: 'value',
  };
}
