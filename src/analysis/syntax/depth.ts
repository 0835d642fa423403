// How deep a reader follows nesting. Code people write stays far below; text made to break a parser does not
// reach the end of the stack, neither here nor in what walks the syntax later.

export const maximumDepth = 400;
