// From a config to the loss that its `code` names.

import { Uri, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import type { Trainable } from '../../analysis/features/trainable.ts';
import { parseCodeReference, type CodeReference } from '../../config/codeReference.ts';
import type { AnalysedCode } from '../providers/analysedCode.ts';
import type { CodeDocuments } from '../providers/codeDocuments.ts';

export interface LinkedLoss {
  readonly code: AnalysedCode;
  readonly loss: Trainable;
  readonly reference: CodeReference;
}

/** What keeps a config from its code: a sentence for a person. */
export interface BrokenLink {
  readonly problem: string;
}

const cellScheme = 'vscode-notebook-cell';

/** Where a config's code lies: beside the config, or beside where it will be saved. */
export function codeUri(config: Uri, { path }: CodeReference): Uri {
  const place = Uri.joinPath(config, '..', path);
  if (config.scheme !== 'untitled') return place;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return folder ? folder.with({ path: place.path }) : place;
}

/** Whether a document is that code; a cell is its notebook. */
export function isDocumentOf(uri: Uri, { uri: own }: TextDocument): boolean {
  if (own.scheme === cellScheme) return own.path === uri.path;
  return own.toString() === uri.toString();
}

/** The loss a config speaks of; null where it names no code. */
export async function linkedLoss(
  documents: CodeDocuments,
  config: Uri,
  written: string | undefined,
): Promise<LinkedLoss | BrokenLink | null> {
  const reference = written === undefined ? null : parseCodeReference(written);
  if (!reference) return null;
  const document = await documentAt(codeUri(config, reference));
  if (!document) {
    return { problem: `${reference.path} cannot be opened. The path counts from this config.` };
  }
  const code = await documents.read(document);
  if (!code) return { problem: `${reference.path} is larger than what is read as loss code.` };
  const loss = code.reading.lossNamed(code.analysis, reference.symbol);
  if (loss) return { code, loss: code.reading.trainableOf(code.analysis, loss), reference };
  const names = [
    ...new Set(
      code.analysis.losses.map(
        (one) => code.reading.qualifiedName(code.analysis, one) ?? 'its top level',
      ),
    ),
  ];
  const where = reference.symbol === null ? '' : ` called ${reference.symbol}`;
  const others =
    names.length === 0 ? 'No loss was recognised in it.' : `It has one in ${names.join(', ')}.`;
  return { problem: `${reference.path} has no loss${where}. ${others}` };
}

async function documentAt(uri: Uri): Promise<TextDocument | null> {
  try {
    if (!uri.path.endsWith('.ipynb')) return await workspace.openTextDocument(uri);
    const notebook = await workspace.openNotebookDocument(uri);
    const cells = notebook.getCells().map(({ document }) => document);
    return cells.find(({ languageId }) => languageId === 'python') ?? null;
  } catch {
    return null;
  }
}
