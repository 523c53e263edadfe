'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Runtime, KIND, FIELD, Head } = require('./support/runtime.js');

/** A test with a runner on those files. */
function served(name, files, body, entryPoint) {
  test(name, async () => {
    const runtime = await Runtime.of(typeof files === 'string' ? { 'index.js': files } : files, entryPoint);
    try {
      await body(runtime);
    } finally {
      await runtime.close();
    }
  });
}

const ECHO = 'exports.apply = async (input) => input;';

served('the ready signal names socket, entry point and frames', ECHO, (runtime) => {
  assert.match(runtime.ready.address, /^unix:\//);
  assert.deepEqual([runtime.ready.protocol, runtime.ready.entryPoints, runtime.ready.frames], [1, ['apply'], 1]);
});

served('JSON, text and bytes come and go as values, strings and buffers', ECHO, async (runtime) => {
  assert.deepEqual(await runtime.call({ a: [1, null] }), { type: 'json', value: { a: [1, null] }, attributes: undefined });
  assert.deepEqual((await runtime.call('"quoted"', { type: 'text' })), { type: 'text', value: '"quoted"', attributes: undefined });
  assert.deepEqual((await runtime.call(Buffer.from([0, 255]), { type: 'bytes' })).value, [0, 255]);
  assert.deepEqual((await runtime.call('a')).type, 'text');
  assert.deepEqual((await runtime.call(null)).value, null);
});

served('what a function returns without a promise is its result, and undefined is none',
  'exports.apply = (input) => input === 1 ? new Uint8Array([7]) : undefined;', async (runtime) => {
    assert.deepEqual((await runtime.call(1)).value, [7]);
    assert.equal((await runtime.call(2)).type, 'void');
  });

served('many calls are in progress at once',
  `const waiting = [];
   exports.apply = (n) => new Promise((resolve) => {
     waiting.push(() => resolve(n));
     if (waiting.length === 100) waiting.reverse().forEach((go) => go());
   });`, async (runtime) => {
    const numbers = Array.from({ length: 100 }, (_, i) => i);
    const answers = await Promise.all(numbers.map((n) => runtime.call(n)));
    assert.deepEqual(answers.map((answer) => answer.value), numbers);
  });

served('load runs before the instance is ready',
  `let model;
   exports.load = async () => { await new Promise(setImmediate); model = 'loaded'; };
   exports.apply = () => model;`, async (runtime) => {
    assert.equal((await runtime.call(1)).value, 'loaded');
  });

served('an ES module is served', {
  'package.json': '{"type": "module", "main": "src/main.js"}',
  'src/main.js': 'import { up } from "./up.js"; await null; export const apply = async (input) => up(input);',
  'src/up.js': 'export const up = (text) => text.toUpperCase();',
}, async (runtime) => {
  assert.equal((await runtime.call('x')).value, 'X');
});

served('another export is served when it is the entry point',
  'exports.text = { shout: (input) => input + "!" };', async (runtime) => {
    assert.equal((await runtime.call('x')).value, 'x!');
  }, 'text.shout');

served('a failure has message, type, and the author\'s file and line first',
  `exports.apply = async (input) => {
     if (input === 1) throw Object.assign(new Error('no such city'), { errorType: 'InputError' });
     if (input === 2) JSON.parse('{');
     if (input === 3) throw 'a string';
     return fail();
   };
   function fail() { throw new TypeError('outer', { cause: new Error('inner') }); }`, async (runtime) => {
    const { failure } = await runtime.call(1);
    assert.deepEqual([failure.message, failure.errorType], ['no such city', 'InputError']);
    assert.match(failure.stacktrace, /^Error: no such city\n {4}at exports\.apply \(index\.js:2:\d+\)$/);
    assert.match((await runtime.call(2)).failure.stacktrace, /^SyntaxError: .*\n {4}at exports\.apply \(index\.js:3:\d+\)$/);
    assert.equal((await runtime.call(3)).failure.message, "'a string' was thrown");
    const { stacktrace } = (await runtime.call(4)).failure;
    assert.match(stacktrace, /^TypeError: outer\n {4}at fail \(index\.js:7:\d+\)\n {4}at exports\.apply \(index\.js:5:\d+\)/);
    assert.match(stacktrace, /Caused by: Error: inner/);
  });

served('a result that is no JSON is a failure that says so',
  'exports.apply = (n) => n === 1 ? { n: 1n } : n === 2 ? Symbol("x") : (() => { const a = {}; a.a = a; return a; })();',
  async (runtime) => {
    assert.match((await runtime.call(1)).failure.message, /the result cannot be written as JSON: .*BigInt/);
    assert.match((await runtime.call(2)).failure.message, /the result cannot be written as JSON: Symbol\(x\)/);
    assert.match((await runtime.call(3)).failure.message, /the result cannot be written as JSON: .*circular/);
  });

served('an event\'s attributes are in the context, and an event is the answer',
  `exports.apply = async (input, { event }) =>
     event === undefined ? 'none' : { ...event, type: 'done', subject: 'ü "1"', data: { was: input, of: event.type } };`,
  async (runtime) => {
    const attributes = {
      'ce-specversion': '1.0', 'ce-type': 'demo.x', 'ce-source': '/me', 'ce-id': '1', 'ce-note': 'a%20b',
    };
    const answer = await runtime.call(5, { attributes });
    assert.deepEqual(answer.value, { was: 5, of: 'demo.x' });
    assert.deepEqual(answer.attributes, {
      'ce-specversion': '1.0', 'ce-type': 'done', 'ce-source': '/me', 'ce-id': '1', 'ce-note': 'a%20b',
      'ce-subject': '%C3%BC%20%221%22',
    });
    assert.equal((await runtime.call(5)).value, 'none');
  });

served('the signal of a call that nobody waits for is aborted, and those of others are not',
  `exports.apply = (name, { signal }) => new Promise((resolve) => {
     signal.addEventListener('abort', () => console.log(name, 'aborted:', signal.reason.message));
     console.log(name, 'waits');
     if (name === 'b') process.once('SIGUSR2', () => resolve(signal.aborted));
   });`, async (runtime) => {
    const first = runtime.begin('a');
    const second = runtime.begin('b');
    await runtime.wrote('b waits');
    runtime.cancel(first.id);
    assert.deepEqual(await first.answered, { failure: undefined });
    await runtime.wrote('a aborted: nobody waits');
    runtime.process.kill('SIGUSR2');
    assert.equal((await second.answered).value, false);
  });

served('a call whose time is over fails, and its signal is aborted',
  `exports.apply = (input, { signal, remaining }) => new Promise(() => {
     signal.addEventListener('abort', () => console.log('aborted with', remaining > 0 && remaining <= 30));
   });`, async (runtime) => {
    const { failure } = await runtime.call(1, { timeout: 30 });
    assert.equal(failure.errorType, 'TimeoutError');
    await runtime.wrote('aborted with true');
  });

const NESTED = `
const http = require('http');
const post = (url, with_) => new Promise((resolve, reject) => with_(url, { method: 'POST' }, (response) => {
  response.resume().on('end', resolve);
}).on('error', reject).end('1'));
exports.apply = async (how) => {
  await new Promise(setImmediate);
  const url = process.env.ALGORITHMIA_API + '/v1/algo/demo/' + how;
  if (how === 'request') await post(url, http.request);
  if (how === 'fetch') await (await fetch(url, { method: 'POST', body: '1' })).text();
  if (how === 'elsewhere') await post('http://127.0.0.1:' + new URL(url).port + '/other', http.request);
};`;

served('nested calls over HTTP hand back which call they are made in', NESTED, async (runtime) => {
  const calls = ['request', 'fetch', 'request', 'fetch'].map((how) => runtime.begin(how));
  const answers = await Promise.all(calls.map((call) => call.answered));
  assert.deepEqual(answers.map((answer) => answer.failure), [undefined, undefined, undefined, undefined]);
  const tokens = runtime.requests.map(({ url, token }) => `${url.split('/').at(-1)} ${token}`).sort();
  assert.deepEqual(tokens, ['fetch token-3', 'fetch token-7', 'request token-1', 'request token-5']);
});

served('requests to elsewhere carry nothing of the call', NESTED, async (runtime) => {
  await runtime.call('elsewhere');
  assert.deepEqual(runtime.requests, [{ url: '/other', token: undefined, body: '1' }]);
});

served('context.call goes out on the same connection, in the call that it is made in',
  `exports.apply = async (input, context) => input === 'pipe'
     ? context.pipe(['demo/a', 'demo/b@1'], 1) : context.call('demo/fails', { x: 1 });`, async (runtime) => {
    runtime.answersNested = (nested) => {
      const target = nested.fields.text(FIELD.TARGET);
      const failed = target === 'demo/fails';
      const payload = failed ? { message: 'it is busy', errorType: 'Busy' } : `${target}(${nested.payload})`;
      runtime.say(failed ? KIND.FAILURE : KIND.RESULT, nested.id, new Head().number(FIELD.CONTENT_TYPE, 1),
        Buffer.from(JSON.stringify(payload)));
    };
    const pipe = runtime.begin('pipe');
    assert.equal((await pipe.answered).value, 'demo/b@1(demo/a(1))');
    assert.equal(runtime.nested[0].fields.number(FIELD.PARENT, 0), pipe.id);
    const { failure } = await runtime.call('fail');
    assert.deepEqual([failure.message, failure.errorType], ["function 'demo/fails': it is busy", 'Busy']);
    assert.match(failure.stacktrace, /^AlgorithmError: function 'demo\/fails': it is busy\n {4}at .*index\.js:2:\d+\)$/);
  });

for (const [what, files] of Object.entries({
  'a module that is a function': { 'index.js': 'module.exports = (input) => input + "!";' },
  'a default export that is a function': { 'index.mjs': 'export default (input) => input + "!";' },
  'a method that needs its object': { 'index.js': 'exports.end = "!"; exports.apply = function (x) { return x + this.end; };' },
  'an object with a class of its own': { 'index.js': 'module.exports = new (class { apply(x) { return x + "!"; } })();' },
  'a default export with an apply': { 'index.mjs': 'export default { apply: (input) => input + "!" };' },
})) {
  served(`${what} is served`, files, async (runtime) => {
    assert.equal((await runtime.call('x')).value, 'x!');
  });
}

for (const [what, code] of Object.entries({
  'unhandled rejection': 'Promise.reject(new Error("lost"))',
  'uncaught exception': 'setImmediate(() => { throw new Error("lost"); })',
})) {
  served(`an ${what} in the background ends the instance, and its calls fail with it`,
    `exports.apply = async (input) => { if (input === 2) { ${code}; } await new Promise(() => {}); };`,
    async (runtime) => {
      const first = runtime.begin(1);
      const second = runtime.begin(2);
      for (const call of [first, second]) {
        const { failure } = await call.answered;
        assert.equal(failure.message, `${what} in the background: lost`);
        assert.match(failure.stacktrace, /index\.js:1:/);
      }
      assert.equal(await runtime.exit, 1);
      assert.match(runtime.output, new RegExp(`${what} in the background: lost`));
    });
}

served('on SIGTERM calls in progress are finished, then the process ends',
  `exports.apply = (input) => new Promise((resolve) => {
     setInterval(() => {}, 1000);
     process.once('SIGUSR2', () => resolve('finished'));
     console.log('waits');
   });`, async (runtime) => {
    const call = runtime.begin(1);
    await runtime.wrote('waits');
    runtime.process.kill('SIGTERM');
    runtime.process.kill('SIGUSR2');
    assert.equal((await call.answered).value, 'finished');
    assert.equal(await runtime.exit, 0);
  });

served('the end of standard input ends the process', ECHO, async (runtime) => {
  runtime.process.stdin.end();
  assert.equal(await runtime.exit, 0);
});

const broken = {
  'no apply': [{ 'index.js': 'exports.aply = () => 1; exports.other = () => 2;' },
    /index\.js exports no function 'apply'; it exports aply, other/],
  'an export that is no function': [{ 'index.mjs': 'export const Apply = 1;' }, /index\.mjs exports no function 'apply'; it exports no f/],
  'no export at all': [{ 'index.js': '' }, /index\.js exports no function 'apply'; it exports no function/],
  'no file': [{ 'readme.md': '' }, /the package has no index\.js/],
  'a main file that is missing': [{ 'package.json': '{"main": "lib/x.js"}' }, /names the main file 'lib\/x\.js', which is not/],
  'a package.json that is none': [{ 'package.json': '{' }, /package\.json: /],
  'a syntax error': [{ 'index.js': 'exports.apply = (\n  => 1;\n' }, /index\.js:2\n[^]*SyntaxError/],
  'a syntax error in an ES module': [{ 'index.mjs': 'export const apply = (\n  => 1;\n' }, /index\.mjs:2\n[^]*SyntaxError/],
  'an import that fails': [{ 'index.js': '\nrequire("not-there");' }, /Cannot find module 'not-there'[^]*index\.js:2:1/],
  'an import of an ES module that fails': [{ 'index.mjs': 'import "not-there";' }, /Cannot find package 'not-there'.*index\.mjs/],
  'a load that fails': [{ 'index.js': 'exports.apply = () => 1;\nexports.load = async () => { throw new Error("no model"); };' },
    /Error: no model\n {4}at exports\.load \(index\.js:2:/],
};

for (const [what, [files, words]] of Object.entries(broken)) {
  served(`${what}: the instance ends and says where`, files, async (runtime) => {
    assert.notEqual(await runtime.exit, 0);
    assert.equal(runtime.ready, undefined);
    assert.match(runtime.output, words);
    assert.doesNotMatch(runtime.output, /runners\/node/);
  });
}
