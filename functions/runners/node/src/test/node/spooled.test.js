'use strict';

const assert = require('node:assert/strict');
const http = require('node:http');
const path = require('node:path');
const { Readable } = require('node:stream');
const { after, before, test } = require('node:test');

const spooled = require(path.resolve(__dirname, '../../main/resources/io/sluice/runners/node/spooled.js'));

const LARGE = Buffer.alloc(300_000, 'abc');
const api = process.env.SLUICE_API;
let server;
let taken;

/** A call in progress, as far as its payloads need to know. */
function call(token = 'token-1') {
  const abortion = new AbortController();
  return { token, abortion: () => abortion };
}

/** The runtime's payloads: has one by the name 'input', and takes results; each for the call with the token. */
function answer(request, response) {
  const ours = request.headers['sluice-token'] === 'token-1';
  if (ours && request.url === '/x/secret/v1/payload/input') {
    response.end(LARGE);
  } else if (ours && request.method === 'POST' && request.url === '/x/secret/v1/payload') {
    const parts = [];
    request.on('data', (part) => parts.push(part)).on('error', () => {}).on('end', () => {
      taken = Buffer.concat(parts);
      response.writeHead(201, { Location: '/v1/payload/made' }).end();
    });
  } else {
    request.resume();
    response.writeHead(404, { 'X-Error-Message': 'this call has no payload of that name' }).end();
  }
}

before(async () => {
  server = http.createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.SLUICE_API = `http://127.0.0.1:${server.address().port}/x/secret`;
});

after(() => {
  server.close();
  process.env.SLUICE_API = api ?? '';
});

test('a payload is a stream, or whole up to a size', async () => {
  let size = 0;
  for await (const part of await spooled.open('input', call())) {
    size += part.length;
  }
  assert.equal(size, LARGE.length);
  assert.deepEqual(await spooled.read('input', call(), LARGE.length), LARGE);
  assert.equal(await spooled.read('input', call(), LARGE.length - 1), undefined);
});

test('a result is handed in, and named by the runtime', async () => {
  assert.equal(await spooled.post(Readable.from([LARGE]), call()), 'made');
  assert.deepEqual(taken, LARGE);
});

test('a payload of another call is refused in the runtime\'s words', async () => {
  await assert.rejects(spooled.open('input', call('other')), /did not get a payload: this call has no payload of that name/);
  await assert.rejects(spooled.open('other', call()), (error) => !error.message.includes('secret'));
});

test('a result that breaks off is told as it is', async () => {
  const broken = new Readable({ read() { this.destroy(new Error('the source is gone')); } });
  await assert.rejects(spooled.post(broken, call()), /the source is gone/);
});

test('a call that is cancelled ends what it waits for', async () => {
  const cancelled = call();
  cancelled.abortion().abort(new Error('nobody waits'));
  await assert.rejects(spooled.open('input', cancelled));
});

test('streams of Node and of the web are streams, and values are none', () => {
  assert.notEqual(spooled.streamOf(Readable.from(['a'])), undefined);
  assert.notEqual(spooled.streamOf(new Blob(['a']).stream()), undefined);
  assert.equal(spooled.streamOf({ pipe: 'a' }), undefined);
  assert.equal(spooled.streamOf(null), undefined);
  assert.equal(spooled.streamOf('a'), undefined);
});
