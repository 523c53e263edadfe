'use strict';

// Checks the JavaScript files of a package for what is wrong with their syntax, without running them: check.js FOLDER.

var major = Number(process.versions.node.split('.')[0]);
if (major < 18) {
  console.error('Node 18 or newer is needed, this is ' + process.version + ' (' + process.execPath + ')');
  process.exit(1);
}

const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const vm = require('vm');
const { wrap } = require('module');

const folder = fs.realpathSync(process.argv[2]);
const failed = filesOf(folder).map(check).find((message) => message !== undefined);
if (failed !== undefined) {
  console.error(failed.split(`${folder}/`).join('').trimEnd());
  process.exit(1);
}

function filesOf(inside) {
  return fs.readdirSync(inside, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(inside, entry.name);
    if (entry.isDirectory()) {
      return entry.name === 'node_modules' ? [] : filesOf(file);
    }
    return entry.isFile() && /\.[cm]?js$/.test(entry.name) ? [file] : [];
  });
}

/** What is wrong with a file, with its line; undefined when nothing is. */
function check(file) {
  try {
    // eslint-disable-next-line no-new
    new vm.Script(wrap(fs.readFileSync(file, 'utf8').replace(/^#!.*/, '')), { filename: file });
    return undefined;
  } catch {
    // Wrong, or an ES module: Node tells, and shows the line as authors know it.
    const run = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8' });
    return run.status === 0 ? undefined : words(run.stderr);
  }
}

/** Node's message without its own stack and version. */
function words(text) {
  return text.split('\n').filter((line) => !/^\s+at .*node:|^Node\.js v/.test(line)).join('\n').replace(/^file:\/\//, '');
}
