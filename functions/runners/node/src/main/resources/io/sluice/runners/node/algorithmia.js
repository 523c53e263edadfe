'use strict';

const fs = require('fs');
const path = require('path');
const { AlgorithmError } = require('./failures.js');

// Algorithms in Algorithmia's layout: an algorithmia.conf, and src/NAME.js with `exports.apply = (input, cb) => ...`.

const CONF = 'algorithmia.conf';

/** What callers may be told; every other type is an AlgorithmError to them. */
const ERROR_TYPES = new Set(['AlgorithmError', 'EntityNotFoundError', 'InitializationError', 'InputError', 'LanguageError',
  'OutOfGpuMemoryError', 'OutOfMemoryError', 'ParsingError', 'PaymentRequiredError', 'SystemExit',
  'ThirdPartyCredentialError', 'TimeoutError', 'TooLargeError', 'UnsupportedError']);

/** Whether a package is in that layout. */
function isIn(folder) {
  return fs.existsSync(path.join(folder, CONF));
}

/** The file of its algorithm, whether it is there or not, relative to the package. */
function mainOf(folder) {
  return path.join('src', `${JSON.parse(fs.readFileSync(path.join(folder, CONF), 'utf8')).algoname}.js`);
}

/** Makes the package's files known by their paths in it: authors open them so. What is written stays here. */
function linkFiles(folder) {
  const here = process.cwd();
  if (fs.realpathSync(here) === fs.realpathSync(folder)) {
    return;
  }
  for (const name of fs.readdirSync(folder)) {
    try {
      fs.symlinkSync(path.join(folder, name), path.join(here, name));
    } catch {
      // There is one of that name, which is the author's to know.
    }
  }
}

/**
 * A function of the callback form as one that returns a promise. The first word counts: of the callback, or of a promise
 * that the function returns. What it returns at once counts only where it does not take the callback.
 */
function promised(apply) {
  const parameters = apply.parameters ?? apply.length;
  const takesCallback = parameters !== 1; // None may be all of them: (...args).
  return (input) => new Promise((resolve, reject) => {
    const succeed = (value) => resolve(value === undefined ? null : value);
    const fail = (told) => reject(failure(told));
    try {
      const returned = apply(input, (told, value) => (told ? fail(told) : succeed(value)));
      if (typeof returned?.then === 'function') {
        returned.then((value) => (value === undefined && takesCallback ? undefined : succeed(value)), fail);
      } else if (!takesCallback || (returned !== undefined && parameters === 0)) {
        succeed(returned);
      }
    } catch (thrown) {
      fail(thrown);
    }
  });
}

/** What callers are told: authors give texts and plain objects too, and types that callers may not be told. */
function failure(told) {
  const isError = told instanceof Error || typeof told?.stack === 'string';
  const words = isError || typeof told?.message === 'string' ? told.message || told.name : text(told);
  const type = told?.errorType ?? told?.error_type;
  const error = new AlgorithmError(String(words), ERROR_TYPES.has(type) ? type : 'AlgorithmError', told?.cause);
  error.stack = isError ? told.stack : String(words);
  return error;
}

function text(told) {
  try {
    return typeof told === 'string' ? told : JSON.stringify(told) ?? String(told);
  } catch {
    return String(told);
  }
}

module.exports = { isIn, mainOf, linkFiles, promised };
