'use strict';

const { inspect } = require('util');
const { AlgorithmError } = require('./failures.js');

/** Content types as frames number them. */
const TYPE = { VOID: 0, JSON: 1, TEXT: 2, BINARY: 3 };
const MEDIA = ['', 'application/json', 'text/plain', 'application/octet-stream'];
const NOTHING = Buffer.alloc(0);

/** The value that a payload stands for: what JSON says, a string, a Buffer, or undefined for no payload. */
function read(type, payload) {
  switch (type) {
    case TYPE.VOID:
      return undefined;
    case TYPE.JSON:
      return payload.length === 0 ? undefined : parse(payload);
    case TYPE.TEXT:
      return payload.toString();
    case TYPE.BINARY:
      // A copy: a few bytes would otherwise keep all that was read with them.
      return Buffer.from(payload);
    default:
      throw new AlgorithmError(`the input's content type is not carried; ${MEDIA.slice(1).join(', ')} are`, 'InputError');
  }
}

function parse(payload) {
  try {
    return JSON.parse(payload.toString());
  } catch (error) {
    throw new AlgorithmError(`the input must be JSON: ${error.message}`, 'InputError');
  }
}

/** A value as it goes over the wire: `[type, bytes]`. */
function write(value) {
  if (value === undefined) {
    return [TYPE.VOID, NOTHING];
  }
  if (typeof value === 'string') {
    return [TYPE.TEXT, Buffer.from(value)];
  }
  if (value instanceof Uint8Array) {
    return [TYPE.BINARY, Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.length)];
  }
  return [TYPE.JSON, Buffer.from(json(value))];
}

function json(value) {
  let text;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new AlgorithmError(`the result cannot be written as JSON: ${error.message.split('\n')[0]}`, undefined, error);
  }
  if (text === undefined) {
    throw new AlgorithmError(`the result cannot be written as JSON: ${inspect(value, { depth: 0 })}`);
  }
  return text;
}

module.exports = { TYPE, MEDIA, NOTHING, read, write };
