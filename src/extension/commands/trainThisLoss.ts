// Train This Loss: a config of the loss at the cursor, as it is written or as the exact ELBO, or both to be compared. What the
// code does not say is asked.

import { window, workspace } from 'vscode';
import type { Disposable, Uri } from 'vscode';
import type { Trainable, TrainableFamily } from '../../analysis/features/trainable.ts';
import {
  lossConfig,
  offeredData,
  type LossConfig,
  type OfferedData,
} from '../../config/lossConfig.ts';
import { openNewConfig } from '../newDocument.ts';
import { isInProgress } from '../runs/runStore.ts';
import type { Command, Services } from '../services.ts';
import { findCode } from './codeArgument.ts';
import type { LossReading } from '../providers/lossReading.ts';

type Version = 'written' | 'exact';
const batchSize = 128;

export const trainThisLoss: Command = async (services, argument) => {
  const place = await findCode(argument);
  const code = place && (await services.code.read(place.document));
  if (!place || !code) {
    void window.showInformationMessage(
      'Open a Python, TypeScript or JavaScript file with a loss, and put the cursor on it.',
    );
    return undefined;
  }
  const { reading, analysis } = code;
  const found = reading.lossNear(analysis, code.fromOffset(place.document, place.from));
  if (!found) {
    void window.showInformationMessage(
      'No ELBO was recognised in this file: there is nothing to train.',
    );
    return undefined;
  }
  const loss = reading.trainableOf(analysis, found);
  const { family } = loss;
  if (!family || (loss.obstacle !== null && loss.beta === null)) {
    void window.showInformationMessage(
      `The loss in ${nameOf(loss)} cannot be trained here: ${loss.obstacle ?? 'its distribution is not known'}.`,
    );
    return undefined;
  }
  const versions = await askVersions(loss, argument);
  const data = versions && (await askData(loss, family, argument));
  const latent = data && (await askLatent(loss, argument));
  const weights = latent && (await weightsOf(reading, loss, data, versions, argument));
  if (!weights) return undefined;
  const stem = `${stemOf(place.document.uri)}${loss.symbol === null ? '' : `-${loss.symbol.replaceAll(/\W+/gu, '-')}`}`;
  const documents = [];
  for (const version of versions) {
    const text = lossConfig({
      code: { path: relativePath(place.document.uri), symbol: loss.symbol },
      data: data.lines,
      latent,
      family: family.id,
      settings: family.modes,
      asWritten: version === 'written' ? weights : null,
    });
    documents.push(await openNewConfig(`${stem}-${version}`, text));
  }
  const uris = documents.map(({ uri }) => uri);
  if (uris.length > 1 && answersIn(argument).versions === undefined)
    void trainInTurn(services, uris);
  return uris;
};

/** A script passes answers beside the place: `{ versions: ['exact'], data: 0, latent: 8, values: { D: 784 } }`. */
interface Answers {
  readonly versions?: readonly Version[];
  readonly data?: number;
  readonly latent?: number;
  readonly values?: Readonly<Record<string, number>>;
}

const answersIn = (argument: unknown): Answers =>
  typeof argument === 'object' && argument !== null && 'answers' in argument
    ? ((argument as { readonly answers?: Answers }).answers ?? {})
    : {};

const nameOf = ({ symbol }: Trainable): string => symbol ?? 'this file';

async function askVersions(
  loss: Trainable,
  argument: unknown,
): Promise<readonly Version[] | undefined> {
  const { obstacle } = loss;
  const given = answersIn(argument).versions;
  if (given) return given;
  if (obstacle !== null) {
    const exact = 'Write the exact ELBO';
    const answer = await window.showInformationMessage(
      `The loss in ${nameOf(loss)} cannot be trained as it is written: ${obstacle}.`,
      exact,
    );
    return answer === exact ? ['exact'] : undefined;
  }
  const items = [
    {
      label: 'Both, trained in turn and compared',
      detail: 'The exact ELBO, then the loss as written: same model, same data, same seed.',
      versions: ['exact', 'written'] as const,
    },
    {
      label: 'The loss as written',
      detail: 'With its reductions and weights, whatever they amount to.',
      versions: ['written'] as const,
    },
    {
      label: 'The exact ELBO',
      detail: 'Every term summed over its dimensions and averaged over the batch, β = 1.',
      versions: ['exact'] as const,
    },
  ];
  const picked = await window.showQuickPick(items, {
    placeHolder: `What to train of ${nameOf(loss)}`,
  });
  return picked?.versions;
}

async function askData(
  { data }: Trainable,
  { id }: TrainableFamily,
  argument: unknown,
): Promise<OfferedData | undefined> {
  const fitting = offeredData
    .filter(({ families }) => families.includes(id))
    .toSorted((a, b) => Number(b.size === data) - Number(a.size === data));
  const given = answersIn(argument).data;
  if (given !== undefined) return fitting[given];
  const items = fitting.map((offered) => ({
    label: offered.label,
    description: `D = ${offered.size}${data === null || data === offered.size ? '' : `, ${data} in the code`}`,
    offered,
  }));
  const picked = await window.showQuickPick(items, {
    placeHolder: 'Data to train on; a file of your own can be named in the config afterwards',
  });
  return picked?.offered;
}

async function askLatent({ latent }: Trainable, argument: unknown): Promise<number | undefined> {
  return (
    latent ??
    answersIn(argument).latent ??
    (await askNumber('Latent dimensions', 'd, the dimensions of the latent z', '10', true))
  );
}

/** The two numbers of the loss as written; names the code leaves open are asked. */
async function weightsOf(
  reading: LossReading,
  { beta, factor, data: size }: Trainable,
  data: OfferedData,
  versions: readonly Version[],
  argument: unknown,
): Promise<NonNullable<LossConfig['asWritten']> | undefined> {
  const exact = { beta: 1, factor: 1, betaFrom: '', factorFrom: '' };
  if (!versions.includes('written') || !beta) return exact;
  const values: Record<string, number> = { B: batchSize, D: size ?? data.size };
  Object.assign(values, answersIn(argument).values);
  for (const name of reading.unknownsOf(beta)) {
    if (name in values) continue;
    const value = await askNumber(
      `Value of ${name}`,
      `The KL's weight is ${beta.formula}; the code does not say what ${name} is`,
      '1',
      false,
    );
    if (value === undefined) return undefined;
    values[name] = value;
  }
  const scale = factor && reading.valueWith(factor, values);
  return {
    beta: reading.valueWith(beta, values) ?? 1,
    factor: scale !== null && scale > 0 ? scale : 1,
    betaFrom: `the weight the KL really has beside log p: ${from(beta.formula, values)}`,
    factorFrom: factor
      ? `what multiplies −log p of a datum: ${from(factor.formula, values)}`
      : 'what multiplies both is not known',
  };
}

/** `D/2 with D = 784` */
function from(formula: string, values: Readonly<Record<string, number>>): string {
  const named = Object.entries(values).filter(([name]) =>
    new RegExp(`(?<![\\w.])${name.replaceAll('.', '\\.')}(?!\\w)`, 'u').test(formula),
  );
  const list = named.map(([name, value]) => `${name} = ${value}`).join(', ');
  return list === '' ? formula : `${formula} with ${list}`;
}

async function askNumber(
  title: string,
  prompt: string,
  value: string,
  isSize: boolean,
): Promise<number | undefined> {
  const isFine = (text: string): boolean => {
    const number = Number(text);
    if (text.trim() === '' || !Number.isFinite(number)) return false;
    return isSize ? Number.isInteger(number) && number >= 1 && number <= 512 : number > 0;
  };
  const answer = await window.showInputBox({
    title,
    prompt,
    value,
    validateInput: (text) =>
      isFine(text) ? null : isSize ? 'A whole number from 1 to 512.' : 'A number above 0.',
  });
  return answer === undefined ? undefined : Number(answer);
}

/** The path from the folder configs are written to. */
function relativePath(uri: Uri): string {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const inside = folder && uri.path.startsWith(`${folder.path}/`);
  return inside ? uri.path.slice(folder.path.length + 1) : (uri.path.split('/').at(-1) ?? uri.path);
}

const stemOf = (uri: Uri): string => (uri.path.split('/').at(-1) ?? 'loss').replace(/\.\w+$/u, '');

/** Trains configs one after the other, and compares the runs in the end. */
export async function trainInTurn(
  { trainer, store, comparePanel }: Services,
  uris: readonly Uri[],
): Promise<void> {
  const ids: string[] = [];
  for (const uri of uris) {
    const outcome = await trainer.train(uri);
    if (outcome.kind !== 'started') return;
    ids.push(outcome.runId);
    await over(store, outcome.runId);
  }
  if (ids.length > 1) comparePanel.show(ids);
}

/** Resolves when a run has ended, however it did. */
function over(store: Services['store'], id: string): Promise<void> {
  return new Promise((resolve) => {
    let following: Disposable | undefined;
    const check = (): void => {
      const run = store.get(id);
      if (run && isInProgress(run.state)) return;
      following?.dispose();
      resolve();
    };
    following = store.onDidChange(check);
    check();
  });
}
