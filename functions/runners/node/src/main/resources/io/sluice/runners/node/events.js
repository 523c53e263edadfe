'use strict';

const { TYPE, MEDIA, NOTHING, write } = require('./values.js');
const { AlgorithmError } = require('./failures.js');

// CloudEvents in the binary mode of their HTTP binding: attributes named ce-*, the data as the payload.

const PREFIX = 'ce-';

/** The attributes of the event that a call carries; undefined when it carries none. */
function read(attributes, type) {
  if (attributes === undefined || attributes['ce-specversion'] === undefined) {
    return undefined;
  }
  const event = {};
  for (const [name, value] of Object.entries(attributes)) {
    event[name.slice(PREFIX.length)] = decode(value);
  }
  if (type !== TYPE.VOID) {
    event.datacontenttype ??= MEDIA[type];
  }
  return event;
}

/**
 * Whether a result is an event: one of the CloudEvents SDK's class, or, where the call was an event too, an object with
 * an event's attributes.
 */
function isEvent(value, call) {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return isSdks(value) || (call !== undefined && typeof value.specversion === 'string'
    && typeof value.type === 'string' && typeof value.source === 'string');
}

/** An event as `[type, bytes, attributes]`; attributes that are required and missing are a failure. */
function writeEvent(event) {
  const attributes = {};
  for (const [name, value] of Object.entries(event)) {
    if (name !== 'data' && name !== 'data_base64' && value !== undefined && value !== null) {
      attributes[PREFIX + name] = encode(value instanceof Date ? value.toISOString() : String(value));
    }
  }
  for (const required of ['id', 'source', 'type', 'specversion']) {
    if (attributes[PREFIX + required] === undefined) {
      throw new AlgorithmError(`the resulting event has no '${required}'`);
    }
  }
  const [type, bytes] = data(event, attributes);
  return [type, bytes, attributes];
}

/** The data as `[type, bytes]`; a type that calls don't carry travels beside it, as ce-datacontenttype. */
function data(event, attributes) {
  if (event.data === undefined || event.data === null) {
    delete attributes['ce-datacontenttype'];
    return [TYPE.VOID, NOTHING];
  }
  const declared = event.datacontenttype?.split(';')[0].trim().toLowerCase();
  const [type, bytes] = write(event.data);
  if (declared === 'application/json' || declared?.endsWith('+json')) {
    delete attributes['ce-datacontenttype'];
    // In the SDK's events a string is JSON that is written already.
    return type === TYPE.TEXT && !isSdks(event) ? [TYPE.JSON, Buffer.from(JSON.stringify(event.data))] : [TYPE.JSON, bytes];
  }
  if (declared === MEDIA[type]) {
    delete attributes['ce-datacontenttype'];
  }
  return [type, bytes];
}

function isSdks(value) {
  return value.constructor?.name === 'CloudEvent';
}

/** Percent-encodes what the binding says must be: everything but printable ASCII, and space, quote and percent. */
function encode(value) {
  return value.replace(/[^!#$&-~]/gu, (character) =>
    [...Buffer.from(character)].map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`).join(''));
}

function decode(value) {
  try {
    return value.includes('%') ? decodeURIComponent(value) : value;
  } catch {
    return value;
  }
}

module.exports = { read, isEvent, writeEvent };
