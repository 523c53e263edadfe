'use strict';

// Payloads that are too large for frames: got from the runtime by HTTP, and handed in, as streams.

const http = require('http');
const { Readable } = require('stream');
const { AlgorithmError } = require('./failures.js');

const PATH = '/v1/payload';

/** One request of the runtime's payloads in the course of a call; `send` gives it its body. The answer, where it has that status. */
function ask(method, reference, call, headers, wanted, send) {
  const { token } = call;
  return new Promise((resolve, reject) => {
    const request = http.request(`${process.env.SLUICE_API}${PATH}${reference}`, {
      method, agent: false, signal: call.abortion().signal, headers: { ...headers, ...(token === undefined ? {} : { 'sluice-token': token }) },
    });
    request.on('error', (error) => reject(new AlgorithmError(`a payload could not be moved: ${error.message}`)));
    request.on('response', (response) => {
      if (response.statusCode === wanted) {
        resolve(response);
      } else {
        response.resume();
        reject(new AlgorithmError(`the runtime did not ${method === 'GET' ? 'get' : 'take'} a payload: `
          + `${response.headers['x-error-message'] ?? `it answered with status ${response.statusCode}`}`));
      }
    });
    send(request, reject);
  });
}

/** Opens a payload of a call: a readable stream. */
function open(reference, call) {
  return ask('GET', `/${reference}`, call, {}, 200, (request) => request.end());
}

/** Reads a payload as a whole; undefined where it is larger than that. */
async function read(reference, call, most) {
  const stream = await open(reference, call);
  const parts = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    if (size > most) {
      return undefined;
    }
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

/** Hands a result in that is a readable stream of bytes or text; returns its reference. */
async function post(result, call) {
  const headers = { 'content-type': 'application/octet-stream' };
  const response = await ask('POST', '', call, headers, 201, (request, reject) => {
    result.on('error', (error) => {
      reject(error);
      request.destroy();
    });
    result.pipe(request);
  });
  response.resume();
  return response.headers.location.slice(PATH.length + 1);
}

/** The readable stream that a value is, of Node's or of the web's; undefined for all others. */
function streamOf(value) {
  if (typeof value?.pipe === 'function' && typeof value.on === 'function') {
    return value;
  }
  return typeof value?.getReader === 'function' ? Readable.fromWeb(value) : undefined;
}

module.exports = { open, read, post, streamOf };
