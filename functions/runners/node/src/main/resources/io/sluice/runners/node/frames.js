'use strict';

// The bytes of frames, version 1. docs/frames.md is the specification; session.js has the rules of a conversation.

const KIND = {
  HELLO: 1, CALL: 2, RESULT: 3, FAILURE: 4, CHUNK: 5, WINDOW: 6, CANCEL: 7, PING: 8, PONG: 9, GOODBYE: 10,
  ITEM: 140, TAKEN: 141,
};
const NAMES = Object.fromEntries(Object.entries(KIND).map(([name, code]) => [code, name]));

const FIELD = {
  TARGET: 1, TIMEOUT: 2, CONTENT_TYPE: 3, TRACE_PARENT: 4, TRACE_STATE: 5, BAGGAGE: 6, INVOCATION: 7, ATTRIBUTE: 8,
  PARENT: 9, STATUS: 10, RETRY_AFTER: 11, REASON: 12, CREDIT: 13, FIRST_VERSION: 14, LAST_VERSION: 15, DURATION: 16,
  CALLS: 17, OUTPUT: 128, TOKEN: 129, REFERENCE: 130, REFERENCES: 131, ITEMS: 140,
};

const MORE = 1;
const ABORT = 2;
const VERSION = 1;
const HEADER = 16;
const MAX_HEAD = 0xffff;
const MAX_PAYLOAD = 64 * 1024;
const MAX_FRAME = HEADER + MAX_HEAD + MAX_PAYLOAD;
const WINDOW = 256 * 1024;
const SHARED_WINDOW = 4 * 1024 * 1024;
const OPTIONAL = 128;
const PREFIX = 3;

/** What the other side sent is not of this version; the message is what it is told. */
class BrokenFrame extends Error {}

/** The head of a frame; fields are decoded when they are asked for. */
class Fields {
  constructor(bytes, from, to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  check() {
    const { bytes, to } = this;
    let at = this.from;
    while (at < to) {
      if (at + PREFIX > to || at + PREFIX + bytes.readUInt16BE(at + 1) > to) {
        throw new BrokenFrame(`a field ends beyond its head of ${to - this.from} bytes`);
      }
      const tag = bytes[at];
      if ((tag < 1 || tag > FIELD.CALLS) && tag < OPTIONAL) {
        throw new BrokenFrame(`field ${tag} is not one of this version`);
      }
      at += PREFIX + bytes.readUInt16BE(at + 1);
    }
    return this;
  }

  find(tag) {
    const { bytes, to } = this;
    for (let at = this.from; at < to; at += PREFIX + bytes.readUInt16BE(at + 1)) {
      if (bytes[at] === tag) {
        return at;
      }
    }
    return -1;
  }

  /** The text of a field; undefined when it is not there. */
  text(tag) {
    const at = this.find(tag);
    return at < 0 ? undefined : this.textAt(at);
  }

  textAt(at) {
    return this.bytes.toString('utf8', at + PREFIX, at + PREFIX + this.bytes.readUInt16BE(at + 1));
  }

  /** The number of a field; the other value when it is not there, empty, or more than 2^63 - 1. */
  number(tag, otherwise) {
    const at = this.find(tag);
    const size = at < 0 ? 0 : this.bytes.readUInt16BE(at + 1);
    if (size === 0 || size > 8 || (size === 8 && this.bytes[at + PREFIX] > 0x7f)) {
      return otherwise;
    }
    let number = 0;
    for (let i = 0; i < size; i++) {
      number = number * 256 + this.bytes[at + PREFIX + i];
    }
    return number;
  }

  /** Attributes by name; of two with one name, the first. Undefined when there are none. */
  attributes() {
    const { bytes, to } = this;
    let attributes;
    for (let at = this.from; at < to; at += PREFIX + bytes.readUInt16BE(at + 1)) {
      if (bytes[at] === FIELD.ATTRIBUTE) {
        attributes ??= {};
        const text = this.textAt(at);
        const equals = text.indexOf('=');
        const name = text.slice(0, Math.max(0, equals));
        if (equals > 0 && !Object.hasOwn(attributes, name)) {
          attributes[name] = text.slice(equals + 1);
        }
      }
    }
    return attributes;
  }
}

/** Puts fields together: `new Head().text(...).number(...)`. */
class Head {
  constructor() {
    this.parts = [];
    this.length = 0;
  }

  add(tag, value) {
    const length = this.length + PREFIX + value.length;
    if (length > MAX_HEAD) {
      throw new RangeError(`the head of a frame has at most ${MAX_HEAD} bytes, with field ${tag} it would have ${length}`);
    }
    this.parts.push(Buffer.from([tag, value.length >> 8, value.length & 0xff]), value);
    this.length = length;
    return this;
  }

  text(tag, value) {
    return value === undefined ? this : this.add(tag, Buffer.from(value));
  }

  number(tag, value) {
    const sent = Math.max(0, Math.floor(value));
    let bytes;
    if (sent < 0x100) {
      bytes = Buffer.from([sent]);
    } else if (sent < 0x1_0000_0000) {
      bytes = Buffer.allocUnsafe(4);
      bytes.writeUInt32BE(sent);
    } else {
      bytes = Buffer.allocUnsafe(8);
      bytes.writeBigUInt64BE(BigInt(sent));
    }
    return this.add(tag, bytes);
  }

  attributes(attributes) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      this.text(FIELD.ATTRIBUTE, `${name}=${value}`);
    }
    return this;
  }

  bytes() {
    return Buffer.concat(this.parts, this.length);
  }
}

const NOTHING = Buffer.alloc(0);

/** A frame's header and head, and its payload where that is small: the chunks to send, one after the other. */
function encode(kind, flags, id, head, payload) {
  const small = payload.length <= 8 * 1024;
  const frame = Buffer.allocUnsafe(HEADER + head.length + (small ? payload.length : 0));
  frame.writeUInt32BE(HEADER - 4 + head.length + payload.length, 0);
  frame[4] = kind;
  frame[5] = flags;
  frame.writeUInt16BE(head.length, 6);
  frame.writeUInt32BE(Math.floor(id / 0x1_0000_0000), 8);
  frame.writeUInt32BE(id % 0x1_0000_0000, 12);
  frame.set(head, HEADER);
  if (small) {
    frame.set(payload, HEADER + head.length);
    return [frame];
  }
  return [frame, payload];
}

/** Looks at the whole frame that begins there; undefined for one of a kind that may be skipped. */
function decode(bytes, at, size) {
  const kind = bytes[at + 4];
  if (NAMES[kind] === undefined) {
    if (kind < OPTIONAL) {
      throw new BrokenFrame(`frames of kind ${kind} are not of this version`);
    }
    return undefined;
  }
  const flags = bytes[at + 5];
  const head = bytes.readUInt16BE(at + 6);
  const payload = size - HEADER - head;
  check(kind, flags, size, head, payload);
  const headEnd = at + HEADER + head;
  return {
    kind,
    more: (flags & MORE) !== 0,
    abort: (flags & ABORT) !== 0,
    id: bytes.readUInt32BE(at + 8) * 0x1_0000_0000 + bytes.readUInt32BE(at + 12),
    fields: new Fields(bytes, at + HEADER, headEnd).check(),
    payload: bytes.subarray(headEnd, at + size),
  };
}

function check(kind, flags, size, head, payload) {
  if (payload < 0 || payload > MAX_PAYLOAD) {
    throw new BrokenFrame(`a frame of ${size} bytes has a head of ${head}, which leaves ${payload} bytes of payload;`
      + ` 0 to ${MAX_PAYLOAD} are allowed`);
  }
  const carries = (kind >= KIND.CALL && kind <= KIND.CHUNK) || kind === KIND.ITEM;
  if (payload > 0 && !carries) {
    throw new BrokenFrame(`a ${NAMES[kind]} has no payload, this one has ${payload} bytes`);
  }
  const allowed = kind === KIND.CHUNK ? MORE | ABORT : carries ? MORE : 0;
  if ((flags & ~allowed) !== 0 || flags === (MORE | ABORT)) {
    throw new BrokenFrame(`a ${NAMES[kind]} has the flags ${flags}, which it may not have in this version`);
  }
  if (kind === KIND.CHUNK && flags === MORE && payload === 0) {
    throw new BrokenFrame('a CHUNK that is not the last is empty');
  }
}

/** Finds the frames in a stream of bytes that comes in pieces. */
class Reader {
  constructor() {
    this.kept = [];
    this.held = 0;
    this.wanted = 4;
  }

  atFrameEnd() {
    return this.held === 0;
  }

  /** Hands on each frame that is whole now; the sink says whether to go on. */
  read(piece, sink) {
    let bytes = piece;
    if (this.held > 0) {
      this.kept.push(piece);
      this.held += piece.length;
      if (this.held < this.wanted) {
        return;
      }
      bytes = this.kept.length === 1 ? piece : Buffer.concat(this.kept, this.held);
      this.kept = [];
      this.held = 0;
    }
    let at = 0;
    this.wanted = 4;
    while (bytes.length - at >= 4) {
      const size = sizeOf(bytes, at);
      if (bytes.length - at < size) {
        this.wanted = size;
        break;
      }
      if (!sink(bytes, at, size)) {
        return;
      }
      at += size;
    }
    if (at < bytes.length) {
      this.kept.push(bytes.subarray(at));
      this.held = bytes.length - at;
    }
  }
}

function sizeOf(bytes, at) {
  const size = 4 + bytes.readUInt32BE(at);
  if (size < HEADER || size > MAX_FRAME) {
    throw new BrokenFrame(`a frame has ${HEADER} to ${MAX_FRAME} bytes, the length of this one says ${size}`);
  }
  return size;
}

module.exports = {
  KIND, NAMES, FIELD, MORE, ABORT, VERSION, MAX_PAYLOAD, WINDOW, SHARED_WINDOW, NOTHING,
  BrokenFrame, Fields, Head, Reader, encode, decode,
};
