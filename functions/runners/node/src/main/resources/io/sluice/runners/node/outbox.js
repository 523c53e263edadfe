'use strict';

const { KIND, MORE, ABORT, MAX_PAYLOAD, WINDOW, SHARED_WINDOW, NOTHING, encode } = require('./frames.js');

// Payloads up to this size don't wait for room.
const SMALL = 1024;

// What may wait in a connection that has no room: more comes of a peer that sends and doesn't read.
const MOST_WAITING = 16 * 1024 * 1024;

/**
 * What a session sends: a payload of one frame at once, others in chunks as far as there is credit and room, calls by
 * turns. A call here has `id`, `unsent`, `sendOpen` and `sendCredit`.
 */
class Outbox {
  /** @param sent told of each call whose payload left in chunks and is complete */
  constructor(transport, sent) {
    this.transport = transport;
    this.sent = sent;
    this.sending = [];
    this.begun = new Set();
    this.uncredited = 0;
    this.closed = false;
  }

  /** Sends a frame without a payload. */
  signal(kind, id, head = NOTHING) {
    this.#write(kind, 0, id, head, NOTHING);
  }

  /** Sends a frame with an item, or a piece of one, which needs no credit. */
  item(id, head, payload, more) {
    this.#write(KIND.ITEM, more ? MORE : 0, id, head, payload);
  }

  /** Sends a frame with a call's payload, the rest of which follows. */
  send(kind, call, head, payload) {
    const room = payload.length <= SMALL || !this.transport.full();
    if (payload.length <= MAX_PAYLOAD && room) {
      call.sendOpen = false;
      this.#write(kind, 0, call.id, head, payload);
      return;
    }
    call.unsent = payload;
    this.begun.add(call);
    this.#sendPart(kind, call, head, room && this.#mayGo(call) ? MAX_PAYLOAD : 0);
    this.sending.push(call);
    this.pump();
  }

  /** Ends a payload before its end. */
  abort(call) {
    if (call.sendOpen && this.begun.has(call)) {
      this.drop(call);
      this.#write(KIND.CHUNK, ABORT, call.id, NOTHING, NOTHING);
    }
  }

  /** Sends nothing more of a payload, without a word. */
  drop(call) {
    call.sendOpen = false;
    call.unsent = NOTHING;
    if (this.begun.delete(call)) {
      this.uncredited -= uncredited(call);
      this.sending = this.sending.filter((each) => each !== call);
      this.pump();
    }
  }

  /** More of a call's payload may be sent. */
  credit(call, bytes) {
    if (!call.sendOpen) {
      return;
    }
    const stopped = call.sendCredit === 0;
    const counted = this.begun.has(call);
    this.uncredited -= counted ? uncredited(call) : 0;
    call.sendCredit += bytes;
    this.uncredited += counted ? uncredited(call) : 0;
    if (stopped && counted) {
      this.sending.push(call);
    }
    this.pump();
  }

  /** Sends chunks while it may. */
  pump() {
    while (this.sending.length > 0 && !this.transport.full() && !this.closed) {
      let call = this.sending[0];
      if (!this.#mayGo(call)) {
        call = this.begun.values().next().value;
        if (call.sendCredit === 0) {
          return;
        }
      }
      this.sending.splice(this.sending.indexOf(call), 1);
      this.#sendPart(KIND.CHUNK, call, NOTHING, MAX_PAYLOAD);
      if (!call.sendOpen) {
        this.sent(call);
      } else if (call.sendCredit > 0) {
        this.sending.push(call);
      }
    }
  }

  /** Whether the shared window has room for a frame of it; the oldest always goes. */
  #mayGo(call) {
    return this.uncredited + MAX_PAYLOAD <= SHARED_WINDOW - WINDOW || call === this.begun.values().next().value;
  }

  #sendPart(kind, call, head, most) {
    this.uncredited -= uncredited(call);
    const size = Math.min(most, call.sendCredit, call.unsent.length);
    const part = call.unsent.subarray(0, size);
    call.unsent = call.unsent.subarray(size);
    call.sendCredit -= size;
    if (call.unsent.length > 0) {
      this.uncredited += uncredited(call);
      this.#write(kind, MORE, call.id, head, part);
    } else {
      call.sendOpen = false;
      this.begun.delete(call);
      this.#write(kind, 0, call.id, head, part);
    }
  }

  #write(kind, flags, id, head, payload) {
    if (!this.closed) {
      for (const chunk of encode(kind, flags, id, head, payload)) {
        this.transport.write(chunk);
      }
    }
  }

  /** Whether so much waits to be sent that the other side can't be reading. */
  overfull() {
    return this.transport.waiting() > MOST_WAITING;
  }

  /** Sends nothing more. */
  close() {
    this.closed = true;
    this.sending = [];
    this.begun.clear();
    this.transport.close();
  }
}

function uncredited(call) {
  return Math.max(0, WINDOW - call.sendCredit);
}

module.exports = { Outbox };
