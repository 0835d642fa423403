// The experiment a config file describes: schema and type in one value. The same object is the TypeScript
// type, the JSON Schema shipped with the extension, completion and hover text. A property with a `default`
// may be left out of the file; `parse.ts` fills it in, so an `Experiment` is always complete.
// Validation walks this schema (`validate.ts`); what one key alone cannot decide is in `crossChecks.ts`.

import { Type, type Static } from './type.ts';
import { codeReferencePattern } from './codeReference.ts';
import { closed } from './sections/choice.ts';
import { data } from './sections/data.ts';
import { posterior, prior } from './sections/distributions.ts';
import type { FileDataSource } from './sections/fileSources.ts';
import { likelihood } from './sections/likelihood.ts';
import { model } from './sections/model.ts';
import { objective } from './sections/objective.ts';
import { evaluation, training } from './sections/training.ts';

/** Schema of a whole config file. `Static` of it is the complete experiment, defaults filled in. */
export const experimentSchema = Type.Object(
  {
    name: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 80,
        description: 'Name of the run. Defaults to the file name.',
      }),
    ),
    code: Type.Optional(
      Type.String({
        pattern: codeReferencePattern,
        maxLength: 400,
        description:
          'The loss this is about: a file beside the config and a function in it, as in `vae.py#loss_function`. Terms then lead ' +
          'to its lines and are shown there while they train; where code and config disagree, both say so.',
      }),
    ),
    data,
    model,
    likelihood,
    posterior,
    prior,
    objective,
    training,
    evaluation,
  },
  {
    ...closed,
    title: 'ELBO Lens experiment',
    description: 'A variational autoencoder and how it is trained.',
  },
);

export type Experiment = Static<typeof experimentSchema>;
export type DataConfig = Experiment['data'];
export type FileDataConfig = Extract<DataConfig, { source: FileDataSource['source'] }>;
export type GeneratedDataConfig = Exclude<DataConfig, FileDataConfig>;
export type NetworkConfig = Experiment['model']['encoder'];
export type { LikelihoodConfig, SettingMode } from './sections/likelihood.ts';
export type ObjectiveConfig = Experiment['objective'];
export type EngineChoice = Experiment['training']['engine'];
