'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const runner = '../../main/resources/io/sluice/runners/node';
const { KIND, FIELD, Head, Reader, NOTHING, encode, decode } = require(`${runner}/frames.js`);
const { Session } = require(`${runner}/session.js`);

const LIMITS = { payload: 1024 * 1024, calls: 3, hello: 5000, goodbye: 10_000 };

/** The runtime's side, played by the test, and all that the session says and tells. */
class Stage {
  constructor() {
    this.time = 0;
    this.said = [];
    this.told = [];
    this.closed = undefined;
    this.wake = Infinity;
    this.blocked = false;
    const reader = new Reader();
    const transport = {
      write: (bytes) => reader.read(Buffer.from(bytes), (source, at, size) => this.said.push(decode(source, at, size))),
      full: () => this.blocked,
      waiting: () => 0,
      close: () => {},
      wakeAt: (at) => { this.wake = at; },
    };
    const tell = (what) => (...args) => this.told.push([what, ...args]);
    this.session = new Session(transport, {
      called: tell('called'), tooLarge: tell('tooLarge'), cancelled: tell('cancelled'), late: tell('late'),
      returned: tell('returned'), lost: tell('lost'), closed: (reason) => { this.closed = reason; },
    }, () => this.time, LIMITS);
  }

  static greeted() {
    const stage = new Stage();
    stage.hears(KIND.HELLO, 0, 0, hello(1, 1));
    stage.said = [];
    return stage;
  }

  hears(kind, flags, id, head = new Head(), payload = NOTHING) {
    this.session.receive(Buffer.concat(encode(kind, flags, id, head.bytes(), payload)));
  }

  calls(id, payload, flags = 0) {
    this.hears(KIND.CALL, flags, id, new Head().text(FIELD.TARGET, 'apply').number(FIELD.TIMEOUT, 1000)
      .number(FIELD.CONTENT_TYPE, 1), payload);
    return this.told.at(-1)?.[1];
  }

  answers(call, payload) {
    this.session.answer(call, KIND.RESULT, new Head().number(FIELD.CONTENT_TYPE, 1).bytes(), payload);
  }

  passes(millis) {
    this.time += millis;
    if (this.time >= this.wake) {
      this.wake = Infinity;
      this.session.tick();
    }
  }

  kinds() {
    return this.said.map((frame) => frame.kind);
  }

  reason() {
    return this.said.at(-1).fields.text(FIELD.REASON);
  }
}

function hello(first, last) {
  return new Head().number(FIELD.FIRST_VERSION, first).number(FIELD.LAST_VERSION, last).number(FIELD.CALLS, 1000);
}

test('a hello is answered by a hello', () => {
  const stage = new Stage();
  stage.hears(KIND.HELLO, 0, 0, hello(1, 1));
  assert.deepEqual(stage.kinds(), [KIND.HELLO]);
  assert.equal(stage.said[0].fields.number(FIELD.CALLS), LIMITS.calls);
});

test('the frames of the specification are read and written as they stand there', () => {
  const stage = Stage.greeted();
  stage.session.receive(Buffer.from(
    '0000002302000013000000000000000101000573686f757403000101020004000074b122686922', 'hex'));
  const [, call, fields, payload] = stage.told[0];
  assert.equal(fields.text(FIELD.TARGET), 'shout');
  assert.equal(fields.number(FIELD.TIMEOUT), 29873);
  assert.equal(payload.toString(), '"hi"');
  stage.answers(call, Buffer.from('"HI"'));
  const { id, kind } = stage.said[0];
  const bytes = Buffer.concat(encode(kind, 0, id, new Head().number(FIELD.CONTENT_TYPE, 1).bytes(), Buffer.from('"HI"')));
  assert.equal(bytes.toString('hex'), '0000001403000004000000000000000103000101' + '22484922');
});

test('bytes that come one by one make the same frames', () => {
  const stage = new Stage();
  const bytes = Buffer.concat([
    ...encode(KIND.HELLO, 0, 0, hello(1, 1).bytes(), NOTHING),
    ...encode(KIND.CALL, 0, 1, new Head().text(FIELD.TARGET, 'a').bytes(), Buffer.from('12')),
    ...encode(KIND.CALL, 0, 3, new Head().text(FIELD.TARGET, 'b').bytes(), NOTHING),
  ]);
  for (const byte of bytes) {
    stage.session.receive(Buffer.from([byte]));
  }
  assert.deepEqual(stage.told.map(([, call]) => call.id), [1, 3]);
});

test('calls in progress are answered in any order, each once', () => {
  const stage = Stage.greeted();
  const first = stage.calls(1, NOTHING);
  const second = stage.calls(3, NOTHING);
  stage.answers(second, NOTHING);
  stage.answers(first, NOTHING);
  stage.answers(first, NOTHING);
  assert.deepEqual(stage.said.map((frame) => frame.id), [3, 1]);
  assert.equal(stage.session.calls.size, 0);
});

test('a large request gets credit as it comes, and is whole at its end', () => {
  const stage = Stage.greeted();
  const piece = Buffer.alloc(64 * 1024, 'x');
  stage.calls(1, piece, 1);
  for (let i = 0; i < 5; i++) {
    stage.hears(KIND.CHUNK, 1, 1, new Head(), piece);
  }
  assert.equal(stage.told.length, 0);
  stage.hears(KIND.CHUNK, 0, 1, new Head(), Buffer.from('end'));
  assert.equal(stage.told[0][3].length, 6 * piece.length + 3);
  assert.deepEqual(stage.said.map((frame) => frame.fields.number(FIELD.CREDIT)), [131072, 131072, 131072]);
});

test('a large result waits for credit', () => {
  const stage = Stage.greeted();
  const call = stage.calls(1, NOTHING);
  stage.answers(call, Buffer.alloc(600 * 1024, 'y'));
  const sent = () => stage.said.reduce((sum, frame) => sum + frame.payload.length, 0);
  assert.equal(sent(), 256 * 1024);
  stage.hears(KIND.WINDOW, 0, 1, new Head().number(FIELD.CREDIT, 1024 * 1024));
  assert.equal(sent(), 600 * 1024);
  assert.equal(stage.said.at(-1).more, false);
  assert.equal(stage.session.calls.size, 0);
});

test('a large result waits for room in the connection', () => {
  const stage = Stage.greeted();
  stage.blocked = true;
  stage.answers(stage.calls(1, NOTHING), Buffer.alloc(2000, 'y'));
  assert.equal(stage.said.at(-1).payload.length, 0);
  stage.blocked = false;
  stage.session.writable();
  assert.equal(stage.said.at(-1).payload.length, 2000);
});

test('a payload beyond its credit ends the connection', () => {
  const stage = Stage.greeted();
  const piece = Buffer.alloc(64 * 1024, 'x');
  stage.session.gatherings.give = () => {};
  stage.session.gatherings.goesOn = () => {};
  stage.calls(1, piece, 1);
  for (let i = 0; i < 4; i++) {
    stage.hears(KIND.CHUNK, 1, 1, new Head(), piece);
  }
  assert.match(stage.reason(), /the payload of call 1 went on for 65536 bytes beyond the credit/);
  assert.equal(stage.session.state, 'closed');
});

test('a request that is too large is told, and what still comes is dropped', () => {
  const stage = Stage.greeted();
  const piece = Buffer.alloc(64 * 1024, 'x');
  stage.calls(1, piece, 1);
  for (let i = 0; i < 16; i++) {
    stage.hears(KIND.CHUNK, 1, 1, new Head(), piece);
  }
  const [what, call] = stage.told[0];
  assert.equal(what, 'tooLarge');
  stage.answers(call, NOTHING);
  stage.hears(KIND.CHUNK, 0, 1, new Head(), Buffer.from('end'));
  assert.equal(stage.session.calls.size, 0);
  assert.equal(stage.session.state, 'open');
});

test('a call that is cancelled is told, and still answered, by an empty failure', () => {
  const stage = Stage.greeted();
  const call = stage.calls(1, NOTHING);
  stage.hears(KIND.CANCEL, 0, 1);
  assert.equal(stage.told.at(-1)[0], 'cancelled');
  stage.answers(call, Buffer.from('too late'));
  assert.deepEqual([stage.said[0].kind, stage.said[0].payload.length], [KIND.FAILURE, 0]);
});

test('a request that is broken off is answered by an empty failure', () => {
  const stage = Stage.greeted();
  stage.calls(1, Buffer.from('be'), 1);
  stage.hears(KIND.CHUNK, 2, 1);
  assert.deepEqual(stage.kinds(), [KIND.FAILURE]);
  assert.equal(stage.told.length, 0);
});

test('an answer that is cancelled on its way is broken off', () => {
  const stage = Stage.greeted();
  stage.answers(stage.calls(1, NOTHING), Buffer.alloc(600 * 1024));
  stage.hears(KIND.CANCEL, 0, 1);
  assert.equal(stage.said.at(-1).abort, true);
  assert.equal(stage.session.calls.size, 0);
});

test('a call whose time is over is told', () => {
  const stage = Stage.greeted();
  stage.calls(1, NOTHING);
  stage.passes(999);
  assert.equal(stage.told.length, 1);
  stage.passes(1);
  assert.equal(stage.told.at(-1)[0], 'late');
});

test('a request that is not whole in time is refused', () => {
  const stage = Stage.greeted();
  stage.calls(1, Buffer.from('be'), 1);
  stage.passes(1000);
  assert.match(stage.reason(), /the time for the call was over before all of it had come/);
});

test('an answer of which nothing is taken is broken off', () => {
  const stage = Stage.greeted();
  stage.answers(stage.calls(1, NOTHING), Buffer.alloc(600 * 1024));
  stage.passes(30_000);
  assert.equal(stage.said.at(-1).abort, true);
});

test('a ping is answered by a pong of its number', () => {
  const stage = Stage.greeted();
  stage.hears(KIND.PING, 0, 7);
  assert.deepEqual([stage.said[0].kind, stage.said[0].id], [KIND.PONG, 7]);
});

test('a nested call goes out and its answer comes back', () => {
  const stage = Stage.greeted();
  const nested = stage.session.call(new Head().text(FIELD.TARGET, 'demo/x').bytes(), Buffer.from('1'), 500, undefined);
  assert.deepEqual([stage.said[0].kind, stage.said[0].id], [KIND.CALL, 2]);
  stage.hears(KIND.RESULT, 0, 2, new Head().number(FIELD.CONTENT_TYPE, 1), Buffer.from('2'));
  const [what, call, kind, , payload] = stage.told[0];
  assert.deepEqual([what, call, kind, payload.toString()], ['returned', nested, KIND.RESULT, '2']);
  assert.equal(stage.session.calls.size, 0);
});

test('a nested call that is late is cancelled and lost', () => {
  const stage = Stage.greeted();
  stage.session.call(NOTHING, NOTHING, 500, undefined);
  stage.passes(500);
  assert.equal(stage.said.at(-1).kind, KIND.CANCEL);
  assert.deepEqual([stage.told[0][0], stage.told[0][2]], ['lost', 'no answer within the time that was left']);
});

test('who leaves says so, finishes what is there, and closes', () => {
  const stage = Stage.greeted();
  const call = stage.calls(1, NOTHING);
  stage.session.leave('the instance ends');
  assert.deepEqual(stage.kinds(), [KIND.GOODBYE, KIND.PING]);
  stage.hears(KIND.PONG, 0, 1);
  assert.equal(stage.closed, undefined);
  stage.answers(call, NOTHING);
  assert.equal(stage.closed, 'this side has left: the instance ends');
});

test('a goodbye that nobody answers ends the connection', () => {
  const stage = Stage.greeted();
  stage.session.leave('the instance ends');
  stage.passes(10_000);
  assert.match(stage.closed, /did not answer the goodbye/);
});

test('calls in progress are told when the connection ends', () => {
  const stage = Stage.greeted();
  stage.calls(1, NOTHING);
  stage.session.ended();
  assert.equal(stage.told.at(-1)[0], 'cancelled');
  assert.equal(stage.closed, 'the connection was closed');
});

const faults = {
  'no HELLO in time': [(stage) => stage.passes(5000), /no HELLO within 5000 ms/, new Stage()],
  'a first frame that is no HELLO': [(stage) => stage.calls(1, NOTHING), /the first frame must be a HELLO, was a CALL/,
    new Stage()],
  'no common version': [(stage) => stage.hears(KIND.HELLO, 0, 0, hello(2, 3)), /speaks versions 2 to 3/, new Stage()],
  'a second HELLO': [(stage) => stage.hears(KIND.HELLO, 0, 0, hello(1, 1)), /a second HELLO/],
  'an id that is used twice': [(stage) => { stage.calls(1, NOTHING); stage.calls(1, NOTHING); }, /a CALL has the id 1/],
  'an id of this side': [(stage) => stage.calls(2, NOTHING), /a CALL has the id 2/],
  'more calls than are taken': [(stage) => [1, 3, 5, 7].forEach((id) => stage.calls(id, NOTHING)),
    /more than 3 calls in progress/],
  'a frame of an unknown kind': [(stage) => stage.hears(11, 0, 1), /frames of kind 11 are not of this version/],
  'a payload where there is none': [(stage) => stage.hears(KIND.PING, 0, 1, new Head(), Buffer.from('x')),
    /a PING has no payload, this one has 1 bytes/],
  'flags that a kind does not have': [(stage) => stage.hears(KIND.CALL, 2, 1), /a CALL has the flags 2/],
  'an empty chunk that is not the last': [(stage) => stage.hears(KIND.CHUNK, 1, 1), /a CHUNK that is not the last is empty/],
  'an unknown field': [(stage) => stage.hears(KIND.CALL, 0, 1, new Head().text(60, 'x')), /field 60 is not one/],
  'credit of nothing': [(stage) => stage.hears(KIND.WINDOW, 0, 1, new Head().number(FIELD.CREDIT, 0)),
    /a WINDOW gives a credit of 0 bytes/],
  'a length that no frame has': [(stage) => stage.session.receive(Buffer.alloc(16)), /the length of this one says 4/],
  'too much that belongs to nothing': [(stage) => {
    for (let i = 0; i < 1001; i++) {
      stage.hears(KIND.CANCEL, 0, 99);
    }
  }, /more than 1000 frames that belong to nothing/],
};

for (const [what, [happen, words, stage = Stage.greeted()]] of Object.entries(faults)) {
  test(`${what} ends the connection with the reason`, () => {
    happen(stage);
    assert.equal(stage.said.at(-1).kind, KIND.GOODBYE);
    assert.match(stage.reason(), words);
    assert.match(stage.closed, words);
  });
}

test('kinds and fields that may be skipped are skipped', () => {
  const stage = Stage.greeted();
  stage.hears(200, 3, 1, new Head(), Buffer.from('x'));
  stage.hears(KIND.CALL, 0, 1, new Head().text(FIELD.TARGET, 'a').text(200, 'x'));
  assert.equal(stage.told.length, 1);
});

test('random bytes after the greeting never throw', () => {
  let seed = 42;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  for (let round = 0; round < 300; round++) {
    const stage = Stage.greeted();
    for (let i = 0; i < 30 && stage.session.state === 'open'; i++) {
      const head = new Head();
      for (let fields = random(4); fields > 0; fields--) {
        head.number(1 + random(17), random(5) === 0 ? 2 ** 40 : random(2000));
      }
      const bytes = Buffer.concat(encode(1 + random(10), random(4), random(12), head.bytes(), Buffer.alloc(random(40))));
      if (random(10) === 0) {
        bytes[random(bytes.length)] = random(256);
      }
      stage.session.receive(bytes);
      const call = stage.told.find(([what, it]) => what === 'called' && !it.answered)?.[1];
      if (call !== undefined && random(2) === 0) {
        stage.answers(call, Buffer.alloc(random(100_000)));
      }
      stage.passes(random(3000));
    }
  }
});
