'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Runtime } = require('./support/runtime.js');

const CONF = '{"username": "acme", "algoname": "Hello", "language": "javascript"}';

/** A test with a runner on an algorithm of that source, and of those other files. */
function served(name, source, body, files = {}) {
  test(name, async () => {
    const runtime = await Runtime.of({ 'algorithmia.conf': CONF, 'src/Hello.js': source, ...files });
    try {
      await body(runtime);
    } finally {
      await runtime.close();
    }
  });
}

served('the callback\'s result is the call\'s, whatever the function returns',
  `exports.apply = function (input, cb) {
     setImmediate(() => cb(null, input === 'bytes' ? Buffer.from([0, 255]) : input === 'none' ? undefined : input));
     return 'not this';
   };`, async (runtime) => {
    assert.equal((await runtime.call('Ada', { type: 'text' })).value, 'Ada');
    assert.deepEqual((await runtime.call({ a: [1] })).value, { a: [1] });
    assert.deepEqual(await runtime.call(null), { type: 'json', value: null, attributes: undefined });
    assert.deepEqual(await runtime.call('none'), { type: 'json', value: null, attributes: undefined });
    assert.deepEqual(await runtime.call('bytes'), { type: 'bytes', value: [0, 255], attributes: undefined });
  });

served('the first word of the callback counts',
  'exports.apply = (input, cb) => { cb(null, 1); cb(new Error("late")); cb(null, 2); };', async (runtime) => {
    assert.equal((await runtime.call('x')).value, 1);
  });

served('a promise counts as the callback does',
  `exports.apply = async (input, cb) => {
     if (input === 'callback') { setImmediate(cb, null, 'by callback'); return; }
     if (input === 'fail') throw Object.assign(new Error('no'), { error_type: 'InputError' });
     return 'by promise';
   };`, async (runtime) => {
    assert.equal((await runtime.call('x')).value, 'by promise');
    assert.equal((await runtime.call('callback')).value, 'by callback');
    assert.equal((await runtime.call('fail')).failure.errorType, 'InputError');
  });

served('a function without the callback answers with what it returns',
  'exports.apply = (input) => input === 0 ? undefined : input + 1;', async (runtime) => {
    assert.equal((await runtime.call(1)).value, 2);
    assert.equal((await runtime.call(0)).value, null);
  });

served('errors are told with their message, a known type, and the author\'s line',
  `exports.apply = (input, cb) => {
     if (input === 1) return cb(new Error('no city'));
     if (input === 2) return cb('just words');
     if (input === 3) return cb({ message: 'told', errorType: 'ParsingError' });
     if (input === 4) return cb(Object.assign(new Error('own'), { errorType: 'MyOwnError' }));
     return undefinedName;
   };`, async (runtime) => {
    const told = async (input) => (await runtime.call(input)).failure;
    const first = await told(1);
    assert.deepEqual([first.message, first.errorType], ['no city', 'AlgorithmError']);
    assert.match(first.stacktrace, /^Error: no city\n\s+at .*src\/Hello\.js:2:/);
    assert.equal((await told(2)).message, 'just words');
    assert.deepEqual([(await told(3)).message, (await told(3)).errorType], ['told', 'ParsingError']);
    assert.equal((await told(4)).errorType, 'AlgorithmError');
    assert.match((await told(5)).stacktrace, /^ReferenceError: undefinedName is not defined\n\s+at .*src\/Hello\.js:6:/);
  });

served('files of the package are opened by their paths in it',
  `const words = require('fs').readFileSync('data/words.txt', 'utf8');
   exports.apply = (input, cb) => require('fs').readFile('data/words.txt', 'utf8', (e, text) => cb(e, words + text));`,
  async (runtime) => {
    assert.equal((await runtime.call(1)).value, 'hihi');
  }, { 'data/words.txt': 'hi' });

test('an algorithm whose file is missing does not start, and says which', async () => {
  const runtime = await Runtime.of({ 'algorithmia.conf': CONF, 'src/hello.txt': '' });
  assert.equal(runtime.ready, undefined);
  assert.match(runtime.output, /the package has no src\/Hello\.js, which its algorithmia\.conf names/);
  await runtime.close();
});
