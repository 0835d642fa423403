// Writes the table that the example `table.elbo.yaml` trains on: made-up plants, whose measurements follow from two
// hidden causes, age and shade, and from their kind. `node --import=tsx scripts/examples.ts`

import { writeFileSync } from 'node:fs';
import { createRandom, type Random } from '../src/elbo/random.ts';
import { inRepository } from './paths.ts';

const kinds = ['fern', 'moss', 'reed'] as const;
const missingShare = 0.01;

function plant(kind: (typeof kinds)[number], random: Random): string {
  const [age, shade] = [random.uniform(), random.uniform()];
  const tall = { fern: 40, moss: 8, reed: 140 }[kind];
  const stem = tall * (0.3 + age ** 0.7) * (1 + 0.4 * shade) + 2 * random.normal();
  const leaf = (kind === 'moss' ? 4 : 30) * (1 + shade) * (0.5 + 0.5 * age) + random.normal();
  const mass = 0.02 * stem * leaf * (1 + 0.1 * random.normal());
  const water = 60 + 25 * shade - 12 * age + (kind === 'moss' ? 8 : 0) + 1.5 * random.normal();
  const cells = [stem, leaf, mass, water].map((value) =>
    random.uniform() < missingShare ? '' : Math.max(0.1, value).toFixed(1),
  );
  return [kind, ...cells].join(',');
}

const random = createRandom(7);
const rows = kinds.flatMap((kind) => Array.from({ length: 270 }, () => plant(kind, random)));
const text = ['kind,stem_cm,leaf_mm,mass_g,water_percent', ...rows, ''].join('\n');
writeFileSync(inRepository('examples', 'data', 'plants.csv'), text);
