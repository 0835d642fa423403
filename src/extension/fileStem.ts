// A run's name as part of a file name: what some system forbids there is a dash.

const forbidden = /[\\/:*?"<>|\p{Cc}]+/gu;
/** Files of longer names cannot be made everywhere. */
const longest = 80;

export const fileStem = (name: string): string =>
  name.replaceAll(forbidden, '-').slice(0, longest).trim() || 'run';
