'use strict';

const http = require('http');
const { channel } = require('diagnostics_channel');
const { syncBuiltinESMExports } = require('module');

const TOKEN = 'sluice-token';

/**
 * Hands back, with every HTTP request to the runtime's address, which call it is made in: for http.request and what is
 * built on it, and for fetch. The author's code and its libraries need not know.
 *
 * @param api the address
 * @param current returns what names the call in progress here, or undefined
 */
function handBack(api, current) {
  const address = new URL(api);
  // The path has the secret in it, so that host and path are enough.
  const ours = (host, path) => host === address.hostname && path.startsWith(`${address.pathname}/`);

  for (const name of ['request', 'get']) {
    const original = http[name];
    http[name] = function (...args) {
      const request = original.apply(this, args);
      mark(request);
      return request;
    };
  }
  syncBuiltinESMExports();

  function mark(request) {
    const token = current();
    if (token !== undefined && ours(request.host, request.path) && !request.headersSent && !request.hasHeader(TOKEN)) {
      request.setHeader(TOKEN, token);
    }
  }

  channel('undici:request:create').subscribe(({ request }) => {
    const token = current();
    if (token !== undefined && ours(new URL(request.origin).hostname, request.path)) {
      request.addHeader(TOKEN, token);
    }
  });
}

module.exports = { handBack };
