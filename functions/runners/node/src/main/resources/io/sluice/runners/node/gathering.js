'use strict';

const { WINDOW, SHARED_WINDOW, BrokenFrame } = require('./frames.js');

// The most credit of payloads in progress, all together.
const ROOM = 4 * 1024 * 1024;

/** A payload that comes in pieces. */
class Gathering {
  constructor(call) {
    this.call = call;
    this.pieces = [];
    this.length = 0;
    this.allowed = WINDOW;
    this.given = 0;
    this.taken = 0;
  }

  /** How much came without credit of its own. */
  get uncredited() {
    return WINDOW - this.allowed;
  }

  whole() {
    return this.pieces.length === 1 ? this.pieces[0] : Buffer.concat(this.pieces, this.length);
  }
}

/** All payloads of a session that are not complete; credit is given while there is room, to the oldest always. */
class Gatherings {
  /** @param give tells the other side of credit: called with the call and a number of bytes */
  constructor(give) {
    this.give = give;
    this.open = new Set();
    this.uncredited = 0;
    this.given = 0;
  }

  begin(call) {
    const gathering = new Gathering(call);
    this.open.add(gathering);
    return gathering;
  }

  add(gathering, piece) {
    gathering.allowed -= piece.length;
    if (gathering.allowed < 0) {
      throw new BrokenFrame(`the payload of call ${gathering.call.id} went on for ${-gathering.allowed} bytes beyond`
        + ' the credit that it had');
    }
    gathering.taken += piece.length;
    this.uncredited += piece.length;
    if (this.uncredited > SHARED_WINDOW) {
      throw new BrokenFrame(`payloads in progress went on for ${this.uncredited - SHARED_WINDOW} bytes beyond the window`
        + ` of ${SHARED_WINDOW} that they share`);
    }
    if (piece.length > 0) {
      gathering.pieces.push(piece);
      gathering.length += piece.length;
    }
  }

  /** Gives the credit that is due to one that goes on, if there is room. */
  goesOn(gathering) {
    const due = gathering.taken < WINDOW / 2 ? 0 : gathering.taken;
    if (due > 0 && (this.given + due <= ROOM || gathering === this.open.values().next().value)) {
      gathering.given += due;
      gathering.allowed += due;
      gathering.taken = 0;
      this.given += due;
      this.uncredited -= due;
      this.give(gathering.call, due);
    }
  }

  end(gathering) {
    if (this.open.delete(gathering)) {
      this.uncredited -= gathering.uncredited;
      this.given -= gathering.given;
      this.open.forEach((other) => this.goesOn(other));
    }
  }
}

module.exports = { Gatherings };
