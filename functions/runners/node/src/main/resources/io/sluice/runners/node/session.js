'use strict';

const {
  KIND, NAMES, FIELD, VERSION, WINDOW, NOTHING, BrokenFrame, Head, Reader, decode,
} = require('./frames.js');
const { Outbox } = require('./outbox.js');
const { Gatherings } = require('./gathering.js');

const ANSWER_PATIENCE = 30_000;
const MAX_STRAYS = 1000;
const LAST_PING = 1;
const NEVER = Infinity;

/** The limits of an instance: bytes of one payload, calls in progress, and milliseconds to wait for a greeting or goodbye. */
const LIMITS = { payload: 64 * 1024 * 1024, calls: 10_000, hello: 5_000, goodbye: 10_000 };

/** One call, of either side, until both have sent their last. Its `owner` is this side's own. */
class Call {
  constructor(id, mine, deadline) {
    this.id = id;
    this.mine = mine;
    this.deadline = deadline;
    this.due = deadline;
    this.head = undefined;
    this.answerKind = undefined;
    this.receives = true;
    this.unwanted = false;
    this.gathering = undefined;
    this.answered = false;
    this.cancelled = false;
    this.sendOpen = true;
    this.sendCredit = WINDOW;
    this.unsent = NOTHING;
    this.itemRoom = 0;
    this.owner = undefined;
  }

  get over() {
    return (this.mine || this.answered) && !this.sendOpen && !this.receives;
  }
}

/**
 * The instance's side of a conversation, without its connection: docs/frames.md states the rules.
 * The clock tells milliseconds.
 *
 * The transport has `write(bytes)`, `full()`, `waiting()`, `close()` and `wakeAt(millis)`. The handler is told of calls
 * by `called(call, fields, payload)`, `tooLarge(call)`, `cancelled(call)`, `late(call)`, `itemRoom(call)`, of what ends this side's own by
 * `returned(call, kind, fields, payload)`, `lost(call, reason)`, and of the session's end by `closed(reason)`.
 */
class Session {
  constructor(transport, handler, clock, limits = LIMITS) {
    this.clock = clock;
    this.transport = transport;
    this.handler = handler;
    this.limits = limits;
    this.reader = new Reader();
    this.calls = new Map();
    this.outbox = new Outbox(transport, (call) => this.#forgetIfOver(call));
    this.gatherings = new Gatherings((call, bytes) =>
      this.outbox.signal(KIND.WINDOW, call.id, new Head().number(FIELD.CREDIT, bytes).bytes()));
    this.state = 'greeting';
    this.nextId = 2;
    this.lastTheirs = 0;
    this.theirs = 0;
    this.theyTake = NEVER;
    this.strays = 0;
    this.alarm = NEVER;
    this.greetBy = clock() + limits.hello;
    this.ours = undefined;
    this.theirReason = undefined;
    this.heard = false;
    this.#arm(this.greetBy);
  }

  // What this side does

  /** Whether a call may be made now. */
  takesCalls() {
    return this.state === 'open' && this.theirReason === undefined && this.calls.size - this.theirs < this.theyTake
      && !this.outbox.overfull();
  }

  /** Calls the other side; only while it takes calls. */
  call(head, payload, deadline, owner) {
    const call = new Call(this.nextId, true, deadline);
    call.owner = owner;
    this.nextId += 2;
    this.calls.set(call.id, call);
    this.outbox.send(KIND.CALL, call, head, payload);
    this.#arm(deadline);
    return call;
  }

  /** Gives up waiting for the answer to a call of this side. */
  cancel(call) {
    if (!call.cancelled && call.receives && this.state !== 'closed') {
      call.cancelled = true;
      this.#unwanted(call, true);
      this.outbox.drop(call);
      this.outbox.signal(KIND.CANCEL, call.id);
    }
  }

  /** Answers a call of the other side, once. */
  answer(call, kind, head, payload) {
    if (this.state === 'closed' || call.answered) {
      return;
    }
    call.answered = true;
    if (call.cancelled) {
      call.sendOpen = false;
      this.outbox.signal(KIND.FAILURE, call.id);
    } else {
      this.outbox.send(kind, call, head, payload);
      if (call.sendOpen) {
        call.due = this.clock() + ANSWER_PATIENCE;
        this.#arm(call.due);
      }
    }
    this.#forgetIfOver(call);
    this.#settle();
  }

  /** Whether a call of the other side may be sent a frame of an item now. */
  hasItemRoom(call) {
    return call.itemRoom > 0 && !this.transport.full();
  }

  /** Sends an item of the result of a call, or a piece of one; only while there is room. */
  item(call, head, payload, more) {
    call.itemRoom--;
    if (this.state !== 'closed' && !call.cancelled && !call.answered) {
      this.outbox.item(call.id, head, payload, more);
    }
  }

  /** Takes no more calls, and closes when those in progress are over. */
  leave(reason) {
    if (this.state === 'closed' || this.ours !== undefined) {
      return;
    }
    this.ours = reason;
    if (this.state === 'open') {
      this.#sayGoodbye(reason);
      this.outbox.signal(KIND.PING, LAST_PING);
      this.goodbyeBy = this.clock() + this.limits.goodbye;
      this.#arm(this.goodbyeBy);
    } else {
      this.fail(reason);
    }
  }

  /** Ends the session for that reason, which the other side is told. */
  fail(reason) {
    if (this.state !== 'closed') {
      this.#sayGoodbye(reason);
      this.#end(reason);
    }
  }

  #sayGoodbye(reason) {
    this.outbox.signal(KIND.GOODBYE, 0, new Head().text(FIELD.REASON, reason.slice(0, 1000)).bytes());
  }

  // What comes in

  /** Takes bytes as they come. */
  receive(bytes) {
    if (this.state === 'closed') {
      return;
    }
    try {
      this.reader.read(bytes, (source, at, size) => this.#frame(source, at, size));
    } catch (error) {
      if (!(error instanceof BrokenFrame)) {
        throw error;
      }
      this.fail(error.message);
    }
    this.#settle();
  }

  /** The connection has ended. */
  ended() {
    if (!this.reader.atFrameEnd()) {
      this.#end('the connection was cut off in the middle of a frame');
    } else {
      this.#end('the connection was closed' + (this.theirReason === undefined ? '' : `: ${this.theirReason}`));
    }
  }

  /** The connection has room again. */
  writable() {
    this.outbox.pump();
    for (const call of this.calls.values()) {
      this.#tellItemRoom(call);
    }
    this.#settle();
  }

  #frame(bytes, at, size) {
    const frame = decode(bytes, at, size);
    if (frame !== undefined && this.state === 'greeting') {
      this.#greeted(frame);
    } else if (frame !== undefined) {
      this.#happened(frame);
    }
    if (this.outbox.overfull()) {
      throw new BrokenFrame('it sends and doesn\'t read: more than 16777216 bytes wait to be sent to it');
    }
    return this.state !== 'closed';
  }

  #happened(frame) {
    switch (frame.kind) {
      case KIND.HELLO: throw new BrokenFrame('a second HELLO');
      case KIND.CALL: return this.#called(frame);
      case KIND.RESULT:
      case KIND.FAILURE: return this.#answered(frame);
      case KIND.CHUNK: return this.#chunk(frame);
      case KIND.WINDOW: return this.#credit(frame);
      case KIND.CANCEL: return this.#cancelled(frame);
      case KIND.PING: return this.outbox.signal(KIND.PONG, frame.id);
      case KIND.PONG: return this.#pong(frame);
      case KIND.ITEM: return this.#stray(`an item came of call ${frame.id}, which waits for none`);
      case KIND.TAKEN: return this.#taken(frame);
      default: this.theirReason ??= frame.fields.text(FIELD.REASON) ?? 'no reason given';
    }
  }

  #greeted(frame) {
    if (frame.kind === KIND.GOODBYE) {
      throw new BrokenFrame(`the other side refused: ${frame.fields.text(FIELD.REASON) ?? 'no reason given'}`);
    }
    if (frame.kind !== KIND.HELLO) {
      throw new BrokenFrame(`the first frame must be a HELLO, was a ${NAMES[frame.kind]}`);
    }
    const first = frame.fields.number(FIELD.FIRST_VERSION, -1);
    const last = frame.fields.number(FIELD.LAST_VERSION, -1);
    if (first < 0 || first > VERSION || last < VERSION) {
      throw new BrokenFrame(`the other side speaks versions ${first} to ${last} of the frames, this one speaks version`
        + ` ${VERSION}`);
    }
    this.theyTake = frame.fields.number(FIELD.CALLS, NEVER);
    this.state = 'open';
    this.outbox.signal(KIND.HELLO, 0, new Head().number(FIELD.FIRST_VERSION, VERSION)
      .number(FIELD.LAST_VERSION, VERSION).number(FIELD.CALLS, this.limits.calls)
      .number(FIELD.REFERENCES, 1).bytes());
  }

  #called(frame) {
    const { id } = frame;
    if (id % 2 === 0 || id <= this.lastTheirs) {
      throw new BrokenFrame(`a CALL has the id ${id}: theirs are odd and rise, and the last one was ${this.lastTheirs}`);
    }
    if (this.theirs >= this.limits.calls) {
      throw new BrokenFrame(`more than ${this.limits.calls} calls in progress`);
    }
    if (this.heard) {
      throw new BrokenFrame(`call ${id} was made after the goodbye had been heard`);
    }
    const millis = frame.fields.number(FIELD.TIMEOUT, NEVER);
    const call = new Call(id, false, millis > 0x7fffffff ? NEVER : this.clock() + millis);
    call.head = frame.fields;
    call.itemRoom = frame.fields.number(FIELD.ITEMS, 0);
    this.lastTheirs = id;
    this.theirs++;
    this.calls.set(id, call);
    this.#arm(call.deadline);
    this.#payload(call, frame);
  }

  #answered(frame) {
    const call = this.calls.get(frame.id);
    if (call === undefined || !call.mine || call.answerKind !== undefined) {
      this.#stray(`an answer came to call ${frame.id}, which waits for none`);
      return;
    }
    this.outbox.abort(call);
    call.sendOpen = false;
    call.answerKind = frame.kind;
    if (call.unwanted) {
      this.#dropped(call, frame);
    } else {
      call.head = frame.fields;
      this.#payload(call, frame);
    }
  }

  #chunk(frame) {
    const call = this.calls.get(frame.id);
    if (call === undefined || !call.receives || (call.mine && call.answerKind === undefined)) {
      this.#stray(`a piece of a payload came for call ${frame.id}, which waits for none`);
    } else if (call.gathering === undefined) {
      this.#dropped(call, frame);
    } else if (frame.abort) {
      this.#aborted(call);
    } else {
      this.#payload(call, frame);
    }
  }

  /** What comes to a call that wants no more. */
  #dropped(call, frame) {
    this.#unwanted(call, frame.more);
    this.#forgetIfOver(call);
  }

  #payload(call, frame) {
    const before = call.gathering?.length ?? 0;
    if (before + frame.payload.length > this.limits.payload) {
      this.#tooLarge(call, frame);
    } else if (call.gathering === undefined && !frame.more) {
      this.#deliver(call, frame.payload);
    } else {
      call.gathering ??= this.gatherings.begin(call);
      this.gatherings.add(call.gathering, frame.payload);
      if (frame.more) {
        this.gatherings.goesOn(call.gathering);
      } else {
        this.#deliver(call, call.gathering.whole());
      }
    }
  }

  #deliver(call, payload) {
    this.#unwanted(call, false);
    this.#forgetIfOver(call);
    if (call.mine) {
      this.handler.returned(call, call.answerKind, call.head, payload);
    } else {
      this.handler.called(call, call.head, payload);
    }
  }

  #tooLarge(call, frame) {
    if (!call.mine) {
      this.#unwanted(call, frame.more);
      this.handler.tooLarge(call);
    } else {
      if (frame.more) {
        this.cancel(call);
      } else {
        this.#dropped(call, frame);
      }
      this.handler.lost(call, `its result is larger than ${this.limits.payload} bytes`);
    }
  }

  /** The rest of a payload will not come. */
  #aborted(call) {
    this.#unwanted(call, false);
    if (call.mine) {
      this.#forgetIfOver(call);
      this.handler.lost(call, 'its answer was broken off');
    } else {
      call.cancelled = true;
      this.answer(call, KIND.FAILURE, NOTHING, NOTHING);
    }
  }

  #credit(frame) {
    const credit = frame.fields.number(FIELD.CREDIT, -1);
    if (credit < 1 || credit > 0x7fffffff) {
      throw new BrokenFrame(`a WINDOW gives a credit of ${credit} bytes`);
    }
    const call = this.calls.get(frame.id);
    if (call !== undefined) {
      call.due = call.answered && call.sendOpen ? this.clock() + ANSWER_PATIENCE : call.due;
      this.outbox.credit(call, credit);
    } else if (!this.#isOver(frame.id)) {
      this.#stray(`credit came for call ${frame.id}, which was never made`);
    }
  }

  #taken(frame) {
    const frames = frame.fields.number(FIELD.ITEMS, -1);
    if (frames < 1 || frames > 0x7fffffff) {
      throw new BrokenFrame(`a TAKEN makes room for ${frames} items`);
    }
    const call = this.calls.get(frame.id);
    if (call !== undefined) {
      call.itemRoom += frames;
      this.#tellItemRoom(call);
    } else if (!this.#isOver(frame.id)) {
      this.#stray(`items were taken of call ${frame.id}, which was never made`);
    }
  }

  #tellItemRoom(call) {
    if (!call.mine && this.hasItemRoom(call)) {
      this.handler.itemRoom(call);
    }
  }

  #cancelled(frame) {
    const call = this.calls.get(frame.id);
    if (frame.id % 2 === 0 || (call === undefined && !this.#isOver(frame.id))) {
      this.#stray(`call ${frame.id} was cancelled, which the other side has not made`);
    } else if (call !== undefined) {
      const delivered = call.gathering === undefined;
      this.#unwanted(call, false);
      if (call.answered) {
        this.outbox.abort(call);
        this.#forgetIfOver(call);
      } else if (!call.cancelled) {
        call.cancelled = true;
        if (delivered) {
          this.handler.cancelled(call);
        } else {
          this.answer(call, KIND.FAILURE, NOTHING, NOTHING);
        }
      }
    }
  }

  #pong(frame) {
    if (frame.id === LAST_PING && this.ours !== undefined && !this.heard) {
      this.heard = true;
    } else if (frame.id !== 0) {
      this.#stray(`a PONG came to PING ${frame.id}, which was not sent`);
    }
  }

  #stray(what) {
    if (++this.strays > MAX_STRAYS) {
      throw new BrokenFrame(`more than ${MAX_STRAYS} frames that belong to nothing; the last: ${what}`);
    }
  }

  #isOver(id) {
    return id > 0 && (id % 2 === 1 ? id <= this.lastTheirs : id < this.nextId);
  }

  /** What comes is dropped, if any more comes. */
  #unwanted(call, more) {
    call.receives = more;
    call.unwanted = more;
    if (call.gathering !== undefined) {
      this.gatherings.end(call.gathering);
      call.gathering = undefined;
    }
  }

  #forgetIfOver(call) {
    if (call.over && this.calls.delete(call.id) && !call.mine) {
      this.theirs--;
    }
  }

  // Time and the end

  /** Does what is due. */
  tick() {
    const now = this.clock();
    this.alarm = NEVER;
    if (this.state === 'greeting') {
      if (now >= this.greetBy) {
        this.fail(`no HELLO within ${this.limits.hello} ms`);
      } else {
        this.#arm(this.greetBy);
      }
    } else if (this.state === 'open') {
      this.#dueCalls(now);
      this.#partingTick(now);
    }
    this.#settle();
  }

  #dueCalls(now) {
    let next = NEVER;
    for (const call of [...this.calls.values()]) {
      if (call.due > now) {
        next = Math.min(next, call.due);
      } else {
        call.due = NEVER;
        this.#due(call);
      }
    }
    this.#arm(next);
  }

  #due(call) {
    if (call.mine) {
      if (call.receives && !call.cancelled) {
        this.cancel(call);
        this.handler.lost(call, 'no answer within the time that was left');
      }
    } else if (call.answered && call.sendOpen) {
      this.outbox.abort(call);
      this.#forgetIfOver(call);
    } else if (call.gathering !== undefined) {
      this.#unwanted(call, true);
      const reason = 'the time for the call was over before all of it had come';
      this.answer(call, KIND.FAILURE, new Head().text(FIELD.REASON, reason).bytes(), NOTHING);
    } else if (!call.answered && !call.cancelled) {
      this.handler.late(call);
    }
  }

  #partingTick(now) {
    if (this.ours === undefined || this.heard) {
      return;
    }
    if (now >= this.goodbyeBy) {
      this.fail(`it did not answer the goodbye within ${this.limits.goodbye} ms`);
    } else {
      this.#arm(this.goodbyeBy);
    }
  }

  #arm(at) {
    if (at < this.alarm && this.state !== 'closed') {
      this.alarm = at;
      this.transport.wakeAt(at);
    }
  }

  #settle() {
    if (this.heard && this.calls.size === 0) {
      this.#end(`this side has left: ${this.ours}`);
    }
  }

  #end(reason) {
    if (this.state === 'closed') {
      return;
    }
    this.state = 'closed';
    this.outbox.close();
    for (const call of this.calls.values()) {
      if (call.mine && call.receives && !call.cancelled) {
        this.handler.lost(call, reason);
      } else if (!call.mine && call.gathering === undefined && !call.answered && !call.cancelled) {
        call.cancelled = true;
        this.handler.cancelled(call);
      }
    }
    this.calls.clear();
    this.handler.closed(reason);
  }
}

module.exports = { Session, LIMITS };
