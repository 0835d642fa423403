// Prints the milliseconds `require` takes for the bundle named on the command line, with a stand-in for `vscode`.

const Module = require('node:module');

const stub = new Proxy(function StandIn() {}, {
  get: (target, key) =>
    key === 'prototype' ? target.prototype : typeof key === 'string' ? 1 : undefined,
});
const vscode = new Proxy({}, { get: () => stub });
const load = Module._load;
Module._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));

const startMs = performance.now();
require(process.argv[2]);
process.stdout.write(String(performance.now() - startMs));
