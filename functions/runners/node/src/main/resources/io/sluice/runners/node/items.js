'use strict';

const { FIELD, MAX_PAYLOAD, NOTHING, Head } = require('./frames.js');
const { AlgorithmError } = require('./failures.js');
const values = require('./values.js');

/** Whether a result comes item by item: a generator, a stream, or another iterator that goes on, async or not. */
function isIterator(value) {
  return typeof value?.[Symbol.asyncIterator] === 'function'
    || (typeof value?.next === 'function' && typeof value[Symbol.iterator] === 'function');
}

/** Sends the items of one result as its caller has room for them; the function is asked for one at a time. */
class Items {
  #exchange;
  #wake;

  constructor(exchange) {
    this.#exchange = exchange;
  }

  /** Sends all; how many there were. An iterator that is left before its end is told so. */
  async send(iterable) {
    if (!this.#exchange.takesItems()) {
      throw new AlgorithmError('the runtime takes no results item by item; return an array');
    }
    let count = 0;
    for await (const item of iterable) {
      if (!await this.#sent(item)) {
        break;
      }
      count++;
    }
    return count;
  }

  async #sent(item) {
    const [type, payload] = values.write(item);
    let head = new Head().number(FIELD.CONTENT_TYPE, type).bytes();
    let at = 0;
    do {
      while (!this.#exchange.ended && !this.#exchange.hasItemRoom()) {
        await new Promise((resolve) => { this.#wake = resolve; });
      }
      if (this.#exchange.ended) {
        return false;
      }
      const end = at + MAX_PAYLOAD;
      this.#exchange.sendItem(head, payload.subarray(at, end), end < payload.length);
      head = NOTHING;
      at = end;
    } while (at < payload.length);
    return true;
  }

  /** There is room again, or nobody waits any more. */
  wake() {
    this.#wake?.();
  }
}

module.exports = { Items, isIterator };
