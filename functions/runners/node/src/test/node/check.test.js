'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');

const script = path.resolve(__dirname, '../../main/resources/io/sluice/runners/node/check.js');

function check(files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'check-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const run = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });
  return run;
}

test('files of both kinds of modules that are sound are taken', () => {
  const run = check({
    'index.js': '#!/usr/bin/env node\nconst x = await_ => 1;',
    'a.mjs': 'import fs from "fs"; await null; export default 1;',
    'lib/package.json': '{"type": "module"}',
    'lib/b.js': 'export const b = import.meta.url;',
    'node_modules/x/broken.js': '(',
    'data.json': '{',
  });
  assert.equal(run.stderr, '');
  assert.equal(run.status, 0);
});

for (const [file, text] of Object.entries({
  'lib/a.js': 'const a = 1;\nconst a = 2;',
  'lib/a.mjs': 'export const a = 1;\nexport const a = 2;',
  'lib/a.cjs': '\nfunction () {}',
})) {
  test(`a mistake in ${file} is told with file and line`, () => {
    const run = check({ 'index.js': '', [file]: text });
    assert.equal(run.status, 1);
    assert.match(run.stderr, new RegExp(`^${file.replace('.', '\\.')}:2\n`));
    assert.match(run.stderr, /SyntaxError: /);
    assert.doesNotMatch(run.stderr, /node:internal|Node\.js v/);
  });
}
