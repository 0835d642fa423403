// Two dimensions of a table: data, their reconstructions and samples from the prior in one pair of axes.
// Marks differ by shape first and by colour second: ring, dot, cross.

import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { svg, type SVGTemplateResult } from 'lit';
import type { Pictures } from '../../elbo/trainingEvent.ts';
import * as numbers from '../numbers.ts';
import { crossesPath, dotsPath } from './points.ts';

/** The first two columns of row-major values; with one dimension the second is 0. */
export function firstTwo(values: Float32Array, dimensions: number): Float32Array {
  const rows = Math.floor(values.length / Math.max(1, dimensions));
  const result = new Float32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    result[2 * row] = values[row * dimensions] ?? Number.NaN;
    result[2 * row + 1] = dimensions > 1 ? (values[row * dimensions + 1] ?? Number.NaN) : 0;
  }
  return result;
}

/** A span that holds all values of one coordinate, a little wider, never empty. */
function span(points: readonly Float32Array[], coordinate: 0 | 1): readonly [number, number] {
  const values = points.flatMap((of) =>
    Array.from(of).filter((value, i) => i % 2 === coordinate && Number.isFinite(value)),
  );
  const [low = -1, high = 1] = extent(values);
  const margin = (high - low) * 0.08 || 1;
  return [low - margin, high + margin];
}

export function scatter(
  pictures: Pictures,
  dimensions: number,
  width: number,
  height: number,
): SVGTemplateResult {
  const data = firstTwo(pictures.data, dimensions);
  const model = firstTwo(pictures.reconstructions, dimensions);
  const samples = firstTwo(pictures.samples, dimensions);
  const all = [data, model, samples];
  const x = scaleLinear(span(all, 0), [0, width]);
  const y = scaleLinear(span(all, 1), [height - 18, 0]);
  let joins = '';
  for (let i = 0; i + 1 < Math.min(data.length, model.length); i += 2) {
    joins += `M${x(data[i] ?? 0).toFixed(1)} ${y(data[i + 1] ?? 0).toFixed(1)}L${x(model[i] ?? 0).toFixed(1)} ${y(model[i + 1] ?? 0).toFixed(1)}`;
  }
  const bottom = height - 18;
  return svg`
    ${y.ticks(4).map((tick) => svg`<line class="grid" x1="0" x2=${width} y1=${y(tick)} y2=${y(tick)} />`)}
    ${x.ticks(5).map((tick) => svg`<line class="grid" y1="0" y2=${bottom} x1=${x(tick)} x2=${x(tick)} />`)}
    <path class="join" d=${joins} />
    <path class="samples" d=${crossesPath(samples, 2, x, y)} />
    <path class="rings" d=${dotsPath(data, 2, x, y)} /><path class="ring-holes" d=${dotsPath(data, 2, x, y)} />
    <path class="dots reconstruction" d=${dotsPath(model, 2, x, y)} />
    ${x
      .ticks(5)
      .map(
        (tick) =>
          svg`<text class="dim" x=${x(tick)} y=${height - 4} text-anchor="middle">${numbers.fixed(tick, 1)}</text>`,
      )}
    ${y.ticks(4).map((tick) => svg`<text class="tick halo" x="2" y=${y(tick) - 3}>${numbers.fixed(tick, 1)}</text>`)}`;
}
