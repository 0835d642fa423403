// Labels beside the last point of a chart: as near to their mark as they fit, never over each other, never in
// another order than their marks.

import { sort } from 'd3-array';

export interface Label {
  readonly id: string;
  /** Where the middle of the label wants to be. */
  readonly y: number;
  readonly height: number;
}

/**
 * Middles of the labels, by id, inside [top, bottom]. Overlapping labels form a block centred on the mean of
 * their wishes, as in isotonic regression; where the room is too small the upper end wins.
 */
export function placeLabels(
  labels: readonly Label[],
  top: number,
  bottom: number,
  gap = 2,
): ReadonlyMap<string, number> {
  interface Block {
    readonly members: readonly Label[];
    readonly height: number;
    readonly start: number;
  }
  const within = (members: readonly Label[]): Block => {
    const height = members.reduce((sum, member) => sum + member.height + gap, -gap);
    let offset = 0;
    let wish = 0;
    for (const member of members) {
      wish += member.y - (offset + member.height / 2);
      offset += member.height + gap;
    }
    const start = Math.max(top, Math.min(wish / members.length, bottom - height));
    return { members, height, start };
  };
  const blocks: Block[] = [];
  for (const label of sort(labels, ({ y }) => y)) {
    let block = within([label]);
    for (
      let above = blocks.at(-1);
      above !== undefined && above.start + above.height + gap > block.start;
      above = blocks.at(-1)
    ) {
      blocks.pop();
      block = within([...above.members, ...block.members]);
    }
    blocks.push(block);
  }
  const placed = new Map<string, number>();
  for (const { members, start } of blocks) {
    let y = start;
    for (const member of members) {
      placed.set(member.id, y + member.height / 2);
      y += member.height + gap;
    }
  }
  return placed;
}
