'use strict';

// Serves one function of a package as an instance: main.js FOLDER ENTRY_POINT. docs/instance-protocol.md tells the rest.

const fs = require('fs');
const net = require('net');
const path = require('path');
const { AsyncLocalStorage } = require('async_hooks');
const { Connection } = require('./connection.js');
const { Failures } = require('./failures.js');
const { functionOf, NotServed } = require('./author.js');
const { handBack } = require('./nested-http.js');
const { tee } = require('./output.js');

const DRAIN = 60_000;
const PARTING = 2_000;
const EXIT_NOT_STARTED = 69;

/** This process as an instance of a function. */
class Instance {
  constructor(folder, entryPoint) {
    this.folder = folder;
    this.entryPoint = entryPoint;
    this.failures = new Failures([folder], __dirname);
    this.storage = new AsyncLocalStorage();
    this.running = new Set();
    this.connections = new Set();
    this.apply = undefined;
    this.ending = false;
    this.exitCode = 0;
  }

  async start() {
    const { SLUICE_API: api, SLUICE_SOCKET: socket } = process.env;
    process.on('uncaughtException', (error, origin) => this.#broke(error, origin));
    process.on('SIGTERM', () => this.end('the instance ends'));
    tee(() => this.storage.getStore()?.output);
    handBack(api, () => this.storage.getStore()?.token);
    this.apply = await functionOf(this.folder, this.entryPoint);
    this.server = net.createServer({ noDelay: true }, (connection) => this.#connected(connection));
    await new Promise((resolve, reject) => this.server.once('error', reject).listen(socket, resolve));
    await this.#sayReady(api, socket);
    // The runtime holds standard input open: its end means that the runtime is gone.
    process.stdin.resume().on('end', () => process.exit(0)).on('error', () => process.exit(0)).unref?.();
  }

  #connected(socket) {
    if (this.ending) {
      socket.destroy();
    } else {
      this.connections.add(new Connection(this, socket));
    }
  }

  closed(connection) {
    this.connections.delete(connection);
    if (this.ending && this.connections.size === 0) {
      process.exit(this.exitCode);
    }
  }

  /** Posts the ready signal; by hand, since the first request that Node's own client makes takes it 10 ms. */
  #sayReady(api, socket) {
    const { hostname, port, host, pathname } = new URL(api);
    const signal = JSON.stringify(
      { protocol: 1, address: `unix:${socket}`, entryPoints: [this.entryPoint], frames: 1 });
    return new Promise((resolve, reject) => {
      let answer = '';
      const way = net.connect(Number(port), hostname).setEncoding('latin1')
        .on('error', reject)
        .on('close', () => reject(new NotServed('the runtime did not answer the ready signal')))
        .on('data', (text) => {
          answer += text;
          const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
          if (status === '204') {
            resolve();
          } else if (status !== undefined) {
            reject(new NotServed(`the runtime answered the ready signal with status ${status}, not 204`));
          }
          if (status !== undefined) {
            way.destroy();
          }
        });
      way.write(`POST ${pathname}/instance/ready HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n`
        + `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(signal)}\r\n\r\n${signal}`);
    });
  }

  /** Finishes the calls that it has, and ends. */
  end(reason) {
    if (this.ending) {
      return;
    }
    this.ending = true;
    this.server?.close();
    if (this.connections.size === 0) {
      process.exit(0);
    }
    this.connections.forEach((connection) => connection.session.leave(reason));
    setTimeout(() => process.exit(0), DRAIN);
  }

  /** Something of the author's failed where nobody waits for it: what is in progress can't be trusted any more. */
  #broke(error, origin) {
    const what = origin === 'unhandledRejection' ? 'unhandled rejection' : 'uncaught exception';
    const failure = this.failures.of(error);
    const reason = `${what} in the background: ${failure.message}`;
    fs.writeSync(2, `${reason}\n${failure.stacktrace ?? ''}\nthe instance ends\n`);
    this.ending = true;
    this.exitCode = 1;
    this.running.forEach((exchange) => exchange.failWith({ ...failure, message: reason }));
    this.connections.forEach((connection) => connection.session.fail(reason));
    setTimeout(() => process.exit(1), this.connections.size === 0 ? 0 : PARTING);
  }
}

function notStarted(instance, error) {
  const { failures } = instance;
  const words = error instanceof NotServed ? error.message : failures.stack(error);
  if (error instanceof SyntaxError && !words.includes('\n')) {
    process.removeAllListeners('uncaughtException');
    error.stack = words;
    throw error; // Node itself knows where it is, and says so before the stack.
  }
  fs.writeSync(2, `${words}\n`);
  process.exit(EXIT_NOT_STARTED);
}

const [folder, entryPoint] = process.argv.splice(2);
process.argv[1] = path.join(folder, 'index.js');
const instance = new Instance(fs.realpathSync(folder), entryPoint);
instance.start().catch((error) => setImmediate(() => notStarted(instance, error)));
