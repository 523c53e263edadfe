'use strict';

// What functions write goes to the instance's log, and to those of its callers who want it.

const MOST = 32 * 1024;
const CUT = '\n[cut]\n';

/** The beginning of what a function writes in the course of one call. */
class Output {
  #parts = [];
  #length = 0;
  #cut = false;

  add(bytes) {
    const part = bytes.subarray(0, MOST - CUT.length - this.#length);
    this.#parts.push(Buffer.from(part));
    this.#length += part.length;
    this.#cut ||= part.length < bytes.length;
  }

  get text() {
    return Buffer.concat(this.#parts).toString() + (this.#cut ? CUT : '');
  }
}

/** Has standard output and error tell what `current()` returns, an Output or nothing, of what is written. */
function tee(current) {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write;
    stream.write = function (chunk, encoding, ...rest) {
      const wanted = current();
      if (wanted && (typeof chunk === 'string' || ArrayBuffer.isView(chunk))) {
        const named = typeof encoding === 'string' ? encoding : 'utf8';
        wanted.add(typeof chunk === 'string'
          ? Buffer.from(chunk, named) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      }
      return write.call(this, chunk, encoding, ...rest);
    };
  }
}

module.exports = { Output, tee };
