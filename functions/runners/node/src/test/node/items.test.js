'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Runtime } = require('./support/runtime.js');

/** A test with a runner on that file. */
function served(name, file, body) {
  test(name, async () => {
    const runtime = await Runtime.of({ 'index.js': file });
    try {
      await body(runtime);
    } finally {
      await runtime.close();
    }
  });
}

const values = (items) => items.map((item) => item.value);

/** Counts from its input on without an end; says when it is closed. */
const COUNTS = `exports.apply = async function* (from) {
  try {
    for (let i = from; ; i++) { console.log('made ' + i); yield i; }
  } finally {
    console.log('closed');
  }
};`;

served('items of an async generator go out one by one, and the result counts them',
  'exports.apply = async function* (input) { yield input; yield "text"; yield Buffer.from([7]); };', async (runtime) => {
    const answer = await runtime.call({ a: 1 }, { items: 5 });
    assert.deepEqual(runtime.items.map(({ type, value }) => [type, value]),
      [['json', { a: 1 }], ['text', 'text'], ['bytes', [7]]]);
    assert.deepEqual([answer.type, answer.items], ['void', 3]);
  });

served('a generator, and an iterator in a promise, come item by item; an array comes whole',
  `exports.apply = (input) => input === 1 ? (function* () { yield 1; yield Promise.resolve(2); })()
     : input === 2 ? Promise.resolve([3, 4].values()) : [5];`, async (runtime) => {
    assert.equal((await runtime.call(1, { items: 9 })).items, 2);
    assert.equal((await runtime.call(2, { items: 9 })).items, 2);
    assert.deepEqual(values(runtime.items), [1, 2, 3, 4]);
    assert.deepEqual((await runtime.call(3, { items: 9 })).value, [5]);
  });

served('a function makes no more than there is room for', COUNTS, async (runtime) => {
  const { id } = runtime.begin(5, { items: 2 });
  await runtime.itemsTo(2);
  await runtime.wrote('made 7');
  assert.doesNotMatch(runtime.output, /made 8/);
  runtime.taken(id, 1);
  assert.deepEqual(values(await runtime.itemsTo(3)), [5, 6, 7]);
  await runtime.wrote('made 8');
});

served('a generator that waits for room is closed when its caller leaves', COUNTS, async (runtime) => {
  const { id, answered } = runtime.begin(0, { items: 1 });
  await runtime.wrote('made 1');
  runtime.cancel(id);
  assert.equal((await answered).failure, undefined);
  await runtime.wrote('closed');
});

served('a generator is closed when its time is over', COUNTS, async (runtime) => {
  const { failure } = await runtime.call(0, { items: 1, timeout: 50 });
  assert.equal(failure.errorType, 'TimeoutError');
  await runtime.wrote('closed');
});

served('an error after items is the answer',
  'exports.apply = function* () { yield 1; throw new Error("midway"); };', async (runtime) => {
    const { failure } = await runtime.call(0, { items: 5 });
    assert.deepEqual([values(runtime.items), failure.message], [[1], 'midway']);
  });

served('a large item goes in pieces, each of which takes room',
  'exports.apply = function* () { yield "x".repeat(150_000); };', async (runtime) => {
    const { id, answered } = runtime.begin(0, { items: 2 });
    await runtime.itemsTo(2);
    runtime.taken(id, 1);
    assert.equal((await answered).items, 1);
    assert.deepEqual(runtime.items.map(({ more }) => more), [true, true, false]);
    assert.equal(runtime.items.reduce((size, item) => size + Buffer.byteLength(item.raw), 0), 150_000);
  });

served('an iterator without items is an empty result', 'exports.apply = function* () {};', async (runtime) => {
  assert.equal((await runtime.call(0, { items: 1 })).items, 0);
});

served('a runtime that takes no items is told what to return', 'exports.apply = function* () {};', async (runtime) => {
  assert.match((await runtime.call(0)).failure.message, /return an array/);
});
