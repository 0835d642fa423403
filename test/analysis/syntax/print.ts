// The common syntax as compact text, for tables of source and what was read: `+(a, b)` in prefix form, statements
// one to a line, `?` for what is unknown.

import type {
  Argument,
  Expression,
  Parameter,
  Statement,
} from '../../../src/analysis/syntax/ast.ts';

export function printStatements(statements: readonly Statement[]): string {
  return statements.map(printStatement).join('; ');
}

function printStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'assign':
      return [...statement.targets, statement.value].map(printExpression).join(' = ');
    case 'update':
      return `${printExpression(statement.target)} ${statement.operator}= ${printExpression(statement.value)}`;
    case 'expression':
      return printExpression(statement.value);
    case 'return':
      return statement.value ? `return ${printExpression(statement.value)}` : 'return';
    case 'if': {
      const otherwise = statement.otherwise.length > 0 ? ` else ${block(statement.otherwise)}` : '';
      return `if ${printExpression(statement.test)} ${block(statement.body)}${otherwise}`;
    }
    case 'for': {
      const target = statement.target ? printExpression(statement.target) : '_';
      return `for ${target} of ${printExpression(statement.iterable)} ${block(statement.body)}`;
    }
    case 'block':
      return block(statement.body);
    case 'function': {
      const marks = statement.decorators.map((mark) => `@${printExpression(mark)} `).join('');
      return `${marks}def ${statement.name}(${printParams(statement.params)}) ${block(statement.body)}`;
    }
    case 'class': {
      const bases = statement.bases.map(printExpression).join(', ');
      return `class ${statement.name}(${bases}) ${block(statement.body)}`;
    }
    case 'import': {
      const names = statement.bindings.map(({ name, local }) => `${name ?? 'all'}:${local}`);
      return `import ${'.'.repeat(statement.level)}${statement.module} {${names.join(', ')}}`;
    }
  }
}

function block(body: readonly Statement[]): string {
  return `{${printStatements(body)}}`;
}

export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'number':
      return String(expression.value);
    case 'string':
      return JSON.stringify(expression.value);
    case 'constant':
      return `#${String(expression.value)}`;
    case 'member':
      return `${printExpression(expression.object)}.${expression.property}`;
    case 'call':
      return `${printExpression(expression.callee)}(${expression.args.map(printArgument).join(', ')})`;
    case 'index':
      return `${printExpression(expression.object)}[${list(expression.indices)}]`;
    case 'slice':
      return expression.parts.map((part) => (part ? printExpression(part) : '')).join(':');
    case 'ellipsis':
      return '...';
    case 'binary':
      return `${expression.operator}(${list([expression.left, expression.right])})`;
    case 'negate':
      return `neg(${printExpression(expression.operand)})`;
    case 'logic':
      return `<${expression.operator}>(${list(expression.operands)})`;
    case 'conditional':
      return `cond(${list([expression.test, expression.value, expression.otherwise])})`;
    case 'sequence':
      return `[${list(expression.items)}]`;
    case 'dictionary':
      return `{${expression.entries.map(printEntry).join(', ')}}`;
    case 'lambda':
      return `(${printParams(expression.params)}) => ${block(expression.body)}`;
    case 'comprehension': {
      const { key, element, target, iterable } = expression;
      const keyed = key ? `${printExpression(key)}: ` : '';
      return `each(${keyed}${list([element, target, iterable])})`;
    }
    case 'spread':
      return `*${printExpression(expression.operand)}`;
    case 'unknown':
      return expression.parts.length > 0 ? `?(${list(expression.parts)})` : '?';
  }
}

function list(expressions: readonly Expression[]): string {
  return expressions.map(printExpression).join(', ');
}

function printArgument({ name, spread, value }: Argument): string {
  return `${spread ? '*' : ''}${name === null ? '' : `${name}=`}${printExpression(value)}`;
}

function printEntry({ key, value }: { key: Expression | null; value: Expression }): string {
  return key ? `${printExpression(key)}: ${printExpression(value)}` : `*${printExpression(value)}`;
}

function printParams(params: readonly Parameter[]): string {
  return params
    .map(({ name, default: value, rest }) =>
      [rest ? '*' : '', name, value ? `=${printExpression(value)}` : ''].join(''),
    )
    .join(', ');
}
