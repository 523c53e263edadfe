'use strict';

const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const { pathToFileURL } = require('url');
const algorithmia = require('./algorithmia.js');

/** A function that cannot be served, in words for its author. */
class NotServed extends Error {}

/** The file that a package begins with: package.json's `main`, else index.js, index.mjs or index.cjs. */
function mainOf(folder) {
  if (algorithmia.isIn(folder)) {
    const file = algorithmia.mainOf(folder);
    if (!isFile(path.join(folder, file))) {
      throw new NotServed(`the package has no ${file}, which its algorithmia.conf names by algoname`);
    }
    return path.join(folder, file);
  }
  const main = read(path.join(folder, 'package.json')).main;
  if (main !== undefined) {
    const file = path.resolve(folder, main);
    const found = [file, `${file}.js`, path.join(file, 'index.js')].find(isFile);
    if (found === undefined) {
      throw new NotServed(`package.json names the main file '${main}', which is not in the package`);
    }
    return found;
  }
  const found = ['index.js', 'index.mjs', 'index.cjs'].map((name) => path.join(folder, name)).find(isFile);
  if (found === undefined) {
    throw new NotServed('the package has no index.js, and no package.json that names another main file');
  }
  return found;
}

function read(file) {
  if (!isFile(file)) {
    return {};
  }
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new NotServed(`package.json: ${error.message}`);
  }
}

function isFile(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Loads a module of either kind. */
async function load(file) {
  try {
    return createRequire(file)(file);
  } catch (error) {
    if (error.code === 'ERR_REQUIRE_ESM' || error.code === 'ERR_REQUIRE_ASYNC_MODULE') {
      return import(pathToFileURL(file));
    }
    throw error;
  }
}

/** An export by its name, with dots where it is inside of others; of a default export too. Undefined where there is none. */
function find(module, name) {
  const found = inside(module, name) ?? inside(module?.default, name);
  if (typeof found?.value === 'function') {
    return Object.assign((...args) => found.value.apply(found.of, args), {
      parameters: found.value.length,
      stream: found.value.stream === true,
    });
  }
  return name === 'apply' ? [module, module?.default].find((it) => typeof it === 'function') : undefined;
}

/** Follows the parts of a name; a function's own `apply` and `call` are no exports. */
function inside(from, name) {
  let of;
  let value = from;
  for (const part of name.split('.')) {
    of = value;
    value = of?.[part];
    if (value === undefined || (typeof of === 'function' && value === Function.prototype[part])) {
      return undefined;
    }
  }
  return { of, value };
}

function exported(module) {
  const names = Object.keys({ ...module?.default, ...module })
    .filter((name) => find(module, name) !== undefined && name !== 'load' && name !== 'default');
  return names.length === 0 ? 'it exports no function' : `it exports ${names.join(', ')}`;
}

/** Loads the author's module and runs its `load`; returns the function of that name. */
async function functionOf(folder, entryPoint) {
  const file = mainOf(folder);
  const isAlgorithm = algorithmia.isIn(folder);
  if (isAlgorithm) {
    algorithmia.linkFiles(folder);
  }
  const module = await load(file);
  const apply = find(module, entryPoint);
  if (apply === undefined) {
    throw new NotServed(`${path.relative(folder, file)} exports no function '${entryPoint}'; ${exported(module)}`);
  }
  if (isAlgorithm) {
    return algorithmia.promised(apply);
  }
  await find(module, 'load')?.();
  return apply;
}

module.exports = { NotServed, mainOf, functionOf };
