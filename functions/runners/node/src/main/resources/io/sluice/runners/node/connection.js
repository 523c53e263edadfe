'use strict';

const { KIND, FIELD, Head } = require('./frames.js');
const { Session, LIMITS } = require('./session.js');
const { Exchange } = require('./exchange.js');
const { AlgorithmError } = require('./failures.js');
const values = require('./values.js');

// What may wait in a socket before it counts as full.
const ROOM = 1024 * 1024;

const clock = () => performance.now();

/** Writes to a socket: what a turn of the event loop sends goes in one piece. */
class Transport {
  constructor(socket, tick) {
    this.socket = socket;
    this.tick = tick;
    this.chunks = [];
    this.bytes = 0;
    this.timer = undefined;
  }

  write(chunk) {
    if (this.chunks.length === 0) {
      process.nextTick(() => this.#flush());
    }
    this.chunks.push(chunk);
    this.bytes += chunk.length;
  }

  #flush() {
    const { chunks } = this;
    if (chunks.length === 0 || this.socket.destroyed) {
      return;
    }
    this.chunks = [];
    const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, this.bytes);
    this.bytes = 0;
    this.socket.write(bytes);
  }

  waiting() {
    return this.bytes + this.socket.writableLength;
  }

  full() {
    return this.waiting() > ROOM;
  }

  close() {
    clearTimeout(this.timer);
    this.#flush();
    this.socket.end();
  }

  wakeAt(at) {
    clearTimeout(this.timer);
    // A little late rather than too early; longer waits than a timer takes are cut.
    this.timer = setTimeout(this.tick, Math.min(Math.max(1, Math.ceil(at - clock())), 0x7fffffff)).unref();
  }
}

/** One connection of the runtime's: its calls become exchanges, and nested calls of theirs go out on it. */
class Connection {
  constructor(instance, socket) {
    this.instance = instance;
    this.transport = new Transport(socket, () => this.session.tick());
    this.session = new Session(this.transport, this, clock);
    socket.on('data', (bytes) => this.session.receive(bytes));
    socket.on('drain', () => this.session.writable());
    socket.on('error', () => {}); // Its end, which follows, is what counts.
    socket.on('close', () => {
      this.session.ended();
      this.instance.closed(this);
    });
  }

  // What the session tells

  called(call, fields, payload) {
    const exchange = new Exchange(this.instance, this, call, fields);
    this.instance.running.add(exchange);
    exchange.run(payload);
  }

  tooLarge(call) {
    const exchange = new Exchange(this.instance, this, call, call.head);
    exchange.fail(new AlgorithmError(
      `the input is larger than ${LIMITS.payload} bytes, the most that this function reads`, 'InputError'));
  }

  cancelled(call) {
    call.owner?.gone();
  }

  late(call) {
    call.owner?.late();
  }

  itemRoom(call) {
    call.owner?.itemRoom();
  }

  returned(call, kind, fields, payload) {
    call.owner.returned(kind, fields, payload);
  }

  lost(call, reason) {
    call.owner.lost(reason);
  }

  closed() {
    // Its socket, which follows, is what counts.
  }

  // What this side does

  /** Calls a function inside of a call; settles with its result, or fails with an AlgorithmError. */
  callOut(reference, input, parent) {
    const place = {};
    Error.captureStackTrace(place);
    return new Promise((resolve, reject) => {
      const fail = (message, type) => {
        const error = new AlgorithmError(`function '${reference}': ${message}`, type);
        error.stack = `${error}\n${place.stack.slice(place.stack.indexOf('\n') + 1)}`; // Where the author called.
        reject(error);
      };
      if (parent.ended) {
        fail('the call that this one belongs to is over');
        return;
      }
      if (!this.session.takesCalls()) {
        fail('the runtime takes no calls now');
        return;
      }
      const [type, payload] = values.write(input);
      const head = new Head().text(FIELD.TARGET, reference)
        .number(FIELD.TIMEOUT, Math.max(1, parent.deadline - clock()))
        .number(FIELD.CONTENT_TYPE, type === values.TYPE.VOID ? values.TYPE.JSON : type)
        .text(FIELD.TRACE_PARENT, parent.fields.text(FIELD.TRACE_PARENT))
        .text(FIELD.TRACE_STATE, parent.fields.text(FIELD.TRACE_STATE))
        .text(FIELD.BAGGAGE, parent.fields.text(FIELD.BAGGAGE))
        .number(FIELD.PARENT, parent.call.id).bytes();
      const bytes = type === values.TYPE.VOID ? Buffer.from('null') : payload;
      this.session.call(head, bytes, parent.deadline, new Nested(resolve, fail));
    });
  }
}

/** What waits for the answer to a nested call. */
class Nested {
  constructor(resolve, fail) {
    this.resolve = resolve;
    this.fail = fail;
  }

  returned(kind, fields, payload) {
    try {
      if (kind === KIND.RESULT) {
        this.resolve(values.read(fields.number(FIELD.CONTENT_TYPE, -1), payload));
      } else {
        const failure = payload.length === 0 ? {} : JSON.parse(payload.toString());
        this.fail(failure.message ?? fields.text(FIELD.REASON) ?? 'failed without a message', failure.errorType);
      }
    } catch (error) {
      this.fail(`its answer cannot be read: ${error.message}`, 'ParsingError');
    }
  }

  lost(reason) {
    this.fail(reason, reason.startsWith('no answer within') ? 'TimeoutError' : 'AlgorithmError');
  }
}

module.exports = { Connection };
