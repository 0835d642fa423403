// Globs as regular expressions over whole paths with `/`. `*` and `?` stay within a segment, `**` crosses them;
// `[a-z]`, `[!a-z]`, `{a,b}` and backslash escapes as in a shell.

const token = /\*\*\/|\*\*|\*|\?|\[[!^]?\]?[^\]/]*\]|\\.|[{},]|[^*?[\\{},]+|./gsu;

export function hasMagic(path: string): boolean {
  return /[*?[{]/u.test(path);
}

export function globPattern(glob: string): RegExp {
  const tokens = glob.match(token) ?? [];
  const braces = areBalanced(tokens);
  let depth = 0;
  const source = tokens.map((part, index) => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part === '**') return tokens[index - 1]?.endsWith('/') ? '.+' : '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 2 && part.startsWith('[')) return characterClass(part);
    if (part.length === 2 && part.startsWith('\\')) return literal(part.slice(1));
    if (braces && part === '{') depth += 1;
    if (braces && part === '}') depth -= 1;
    if (braces && /[{}]/u.test(part)) return part === '{' ? '(?:' : ')';
    return part === ',' && depth > 0 ? '|' : literal(part);
  });
  return new RegExp(`^${source.join('')}$`, 'su');
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

function areBalanced(tokens: readonly string[]): boolean {
  let depth = 0;
  for (const part of tokens) {
    if (part === '{') depth += 1;
    if (part === '}' && --depth < 0) return false;
  }
  return depth === 0;
}

/** A range the wrong way round is no class but the characters themselves. */
function characterClass(part: string): string {
  const negated = /^\[[!^]/u.test(part);
  const inner = part.slice(negated ? 2 : 1, -1).replaceAll(/[\\[\]^&~|]/gu, String.raw`\$&`);
  const source = `(?!/)[${negated ? '^' : ''}${inner}]`;
  try {
    return new RegExp(source, 'u').source;
  } catch {
    return literal(part);
  }
}
