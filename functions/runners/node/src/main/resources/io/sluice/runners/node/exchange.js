'use strict';

const { KIND, FIELD, Head } = require('./frames.js');
const { Readable } = require('stream');
const spooled = require('./spooled.js');
const { Output } = require('./output.js');
const values = require('./values.js');
const events = require('./events.js');
const { AlgorithmError } = require('./failures.js');
const { Items, isIterator } = require('./items.js');

const DEFAULT_TIMEOUT = 3_000_000;

/** The largest payload that is read as a whole, as in frames. */
const MAX_WHOLE = 64 * 1024 * 1024;

/** What an author's function is told of the call that it is in: its second argument. */
class Context {
  #exchange;

  constructor(exchange) {
    this.#exchange = exchange;
  }

  /** The invocation's id, as logs and traces have it. */
  get invocation() {
    return this.#exchange.invocation;
  }

  /** What HTTP requests to the runtime hand back in `sluice-token` to belong to this call, or undefined. */
  get token() {
    return this.#exchange.token;
  }

  /** The attributes of the CloudEvent that the call carries, or undefined; its data is the input. */
  get event() {
    return this.#exchange.event;
  }

  /** Aborted when nobody waits for the answer any more. */
  get signal() {
    return this.#exchange.abortion().signal;
  }

  /** Milliseconds until the caller gives up. */
  get remaining() {
    return Math.max(0, Math.floor(this.#exchange.deadline - performance.now()));
  }

  /** W3C trace context of the call. */
  get traceparent() {
    return this.#exchange.fields.text(FIELD.TRACE_PARENT);
  }

  /** Calls another function, `owner/name` or `owner/name@version`, on behalf of this call: `call(reference, input)`. */
  get call() {
    return (reference, input) => this.#exchange.nested(reference, input);
  }

  /** Calls functions one after the other, each with the result of the one before: `pipe(references, input)`. */
  get pipe() {
    return async (references, input) => {
      let value = input;
      for (const reference of references) {
        value = await this.call(reference, value);
      }
      return value;
    };
  }
}

/** One call from its whole input to its answer. Whoever ends it first, the function, its deadline or its caller, ends it. */
class Exchange {
  #abortion;
  #items;

  /** @param instance `{apply, failures, storage, connections}` of this process */
  constructor(instance, connection, call, fields) {
    this.instance = instance;
    this.connection = connection;
    this.call = call;
    this.fields = fields;
    this.invocation = fields.text(FIELD.INVOCATION) ?? '';
    this.token = fields.text(FIELD.TOKEN);
    this.deadline = Math.min(call.deadline, performance.now() + DEFAULT_TIMEOUT);
    this.event = undefined;
    this.output = fields.text(FIELD.OUTPUT) ? new Output() : undefined;
    this.ended = false;
    call.owner = this;
  }

  /** Calls the function with that payload, or with what the call refers to. */
  run(payload) {
    const reference = this.fields.text(FIELD.REFERENCE);
    this.instance.storage.run(this, () => {
      if (reference === undefined) {
        this.#apply(payload);
      } else {
        this.#fetch(reference);
      }
    });
  }

  async #fetch(reference) {
    try {
      if (this.instance.apply.stream) {
        this.#call(await spooled.open(reference, this));
        return;
      }
      const payload = await spooled.read(reference, this, MAX_WHOLE);
      if (payload === undefined) {
        throw new AlgorithmError(`the input is larger than the ${MAX_WHOLE} bytes that a function gets as a whole; `
          + 'with exports.apply.stream = true it gets a stream', 'InputError');
      }
      this.#apply(payload);
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  #apply(payload) {
    try {
      const type = this.fields.number(FIELD.CONTENT_TYPE, values.TYPE.JSON);
      this.event = events.read(this.fields.attributes(), type);
      this.#call(this.instance.apply.stream ? Readable.from(payload.length === 0 ? [] : [payload]) : values.read(type, payload));
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  #call(input) {
    try {
      if (this.ended) {
        return;
      }
      const { apply } = this.instance;
      const result = apply(input, new Context(this));
      if (typeof result?.then === 'function') {
        result.then((value) => this.#succeed(value), (thrown) => this.fail(thrown));
      } else {
        this.#succeed(result);
      }
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  #succeed(value) {
    if (this.ended) {
      return;
    }
    const stream = spooled.streamOf(value);
    if (stream !== undefined) {
      this.#handIn(stream);
      return;
    }
    if (isIterator(value)) {
      this.#items = new Items(this);
      this.#items.send(value).then((count) => this.#sent(count), (thrown) => this.fail(thrown));
      return;
    }
    try {
      const [type, bytes, attributes] =
        events.isEvent(value, this.event) ? events.writeEvent(value) : values.write(value);
      const head = new Head().number(FIELD.CONTENT_TYPE, type).attributes(attributes);
      this.#end(KIND.RESULT, head, bytes);
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  #sent(count) {
    this.#end(KIND.RESULT, new Head().number(FIELD.CONTENT_TYPE, values.TYPE.VOID).number(FIELD.ITEMS, count), values.NOTHING);
  }

  /** Whether the caller takes items at all. */
  takesItems() {
    return this.fields.number(FIELD.ITEMS, 0) > 0;
  }

  hasItemRoom() {
    return this.connection.session.hasItemRoom(this.call);
  }

  sendItem(head, payload, more) {
    this.connection.session.item(this.call, head, payload, more);
  }

  itemRoom() {
    this.#items?.wake();
  }

  async #handIn(stream) {
    try {
      const reference = await spooled.post(stream, this);
      const head = new Head().number(FIELD.CONTENT_TYPE, values.TYPE.BINARY).text(FIELD.REFERENCE, reference);
      this.#end(KIND.RESULT, head, values.NOTHING);
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  fail(thrown) {
    if (!this.ended) {
      this.failWith(this.instance.failures.of(thrown));
    }
  }

  /** Answers a failure, `{message, errorType, stacktrace}`. */
  failWith(failure) {
    const head = new Head().number(FIELD.CONTENT_TYPE, values.TYPE.JSON);
    this.#end(KIND.FAILURE, head, Buffer.from(JSON.stringify(failure)));
  }

  /** The time that the caller gave is over. */
  late() {
    this.fail(new AlgorithmError('the function did not end within the time that its caller gave it', 'TimeoutError'));
    this.#abort('the time for the call is over');
  }

  /** The caller waits no more; the session is owed an answer nevertheless. */
  gone() {
    this.#end(KIND.FAILURE, new Head(), values.NOTHING);
    this.#abort('nobody waits for the answer any more');
  }

  /** Calls another function on this call's connection. */
  nested(reference, input) {
    return this.connection.callOut(String(reference), input, this);
  }

  abortion() {
    this.#abortion ??= new AbortController();
    return this.#abortion;
  }

  #abort(reason) {
    this.abortion().abort(new AlgorithmError(reason, 'TimeoutError'));
  }

  #end(kind, head, payload) {
    if (!this.ended) {
      this.ended = true;
      this.#items?.wake();
      this.instance.running.delete(this);
      this.connection.session.answer(this.call, kind, head.text(FIELD.OUTPUT, this.output?.text).bytes(), payload);
    }
  }
}

module.exports = { Exchange };
