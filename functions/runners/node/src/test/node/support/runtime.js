'use strict';

// A runtime for tests: starts the runner on a package of a few files, and speaks frames with it.

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const runner = path.resolve(__dirname, '../../../main/resources/io/sluice/runners/node');
const { KIND, FIELD, Head, Reader, NOTHING, encode, decode } = require(`${runner}/frames.js`);

const TYPES = { json: 1, text: 2, bytes: 3 };

class Runtime {
  /** Starts a runner on those files, `{name: text}`, and returns when it is ready, or has ended. */
  static async of(files, entryPoint = 'apply') {
    const runtime = new Runtime();
    runtime.folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'runner-')));
    runtime.app = path.join(runtime.folder, 'app');
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(runtime.app, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
    await runtime.#start(entryPoint);
    return runtime;
  }

  async #start(entryPoint) {
    this.requests = [];
    this.nested = [];
    this.items = [];
    this.output = '';
    this.waiting = new Map();
    this.nextId = 1;
    const ready = new Promise((resolve) => { this.isReady = resolve; });
    this.api = http.createServer((request, response) => this.#asked(request, response));
    await new Promise((resolve) => this.api.listen(0, '127.0.0.1', resolve));
    const socket = path.join(this.folder, 's');
    const api = `http://127.0.0.1:${this.api.address().port}/x/secret`;
    this.process = spawn(process.execPath, [path.join(runner, 'main.js'), this.app, entryPoint], {
      env: { PATH: process.env.PATH, SLUICE_API: api, ALGORITHMIA_API: api, SLUICE_SOCKET: socket },
      cwd: this.folder,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.process.stdout.on('data', (text) => { this.output += text; });
    this.process.stderr.on('data', (text) => { this.output += text; });
    this.exit = new Promise((resolve) => this.process.on('close', (code) => resolve(code)));
    this.ready = await Promise.race([ready, this.exit.then(() => undefined)]);
    if (this.ready !== undefined) {
      await this.#connect(socket);
    }
  }

  #asked(request, response) {
    let body = '';
    request.on('data', (text) => { body += text; }).on('end', () => {
      if (request.url === '/x/secret/instance/ready') {
        response.writeHead(204).end(() => this.isReady(JSON.parse(body)));
      } else {
        this.requests.push({ url: request.url, token: request.headers['sluice-token'], body });
        response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"result":1,"metadata":{}}');
      }
    });
  }

  async #connect(socket) {
    this.socket = net.connect(socket);
    const reader = new Reader();
    this.socket.on('data', (bytes) => reader.read(bytes, (source, at, size) => this.#heard(decode(source, at, size))));
    this.socket.on('error', () => {});
    const greeted = new Promise((resolve) => { this.greeted = resolve; });
    this.say(KIND.HELLO, 0, new Head().number(FIELD.FIRST_VERSION, 1).number(FIELD.LAST_VERSION, 1));
    await greeted;
  }

  say(kind, id, head = new Head(), payload = NOTHING) {
    encode(kind, 0, id, head.bytes(), payload).forEach((chunk) => this.socket.write(chunk));
  }

  #heard(frame) {
    if (frame.kind === KIND.HELLO) {
      this.greeted();
    } else if (frame.kind === KIND.CALL) {
      this.nested.push({ id: frame.id, fields: frame.fields, payload: frame.payload.toString() });
      this.answersNested?.(this.nested.at(-1));
    } else if (frame.kind === KIND.ITEM) {
      this.items.push({ id: frame.id, more: frame.more, raw: frame.payload.toString(), ...piece(frame) });
      this.heardItem?.();
    } else if (frame.kind === KIND.PING) {
      this.say(KIND.PONG, frame.id);
    } else if (frame.kind === KIND.RESULT || frame.kind === KIND.FAILURE) {
      this.waiting.get(frame.id)(answer(frame));
    }
    return true;
  }

  /** Begins a call; returns its id, and a promise of the answer. */
  begin(value, { type = 'json', timeout = 30_000, attributes, invocation, items = 0 } = {}) {
    const id = this.nextId;
    this.nextId += 2;
    const head = new Head().text(FIELD.TARGET, 'apply').number(FIELD.TIMEOUT, timeout)
      .number(FIELD.CONTENT_TYPE, TYPES[type]).text(FIELD.INVOCATION, invocation ?? `req-${id}`).text(FIELD.TOKEN, `token-${id}`).attributes(attributes);
    if (items > 0) {
      head.number(FIELD.ITEMS, items);
    }
    const answered = new Promise((resolve) => this.waiting.set(id, resolve));
    this.say(KIND.CALL, id, head, type === 'json' ? Buffer.from(JSON.stringify(value)) : Buffer.from(value));
    return { id, answered };
  }

  /** Calls, and returns the answer: `{type, value, attributes}`, or `{failure}`. */
  call(value, options) {
    return this.begin(value, options).answered;
  }

  /** Waits for so many frames of items, and returns all that came. */
  async itemsTo(count) {
    while (this.items.length < count) {
      await new Promise((resolve) => { this.heardItem = resolve; });
    }
    return this.items;
  }

  /** Takes so many more frames of items of a call. */
  taken(id, count) {
    this.say(KIND.TAKEN, id, new Head().number(FIELD.ITEMS, count));
  }

  cancel(id) {
    this.say(KIND.CANCEL, id);
  }

  /** Waits until the process has written that. */
  async wrote(text) {
    while (!this.output.includes(text)) {
      await new Promise((resolve) => this.process.stdout.once('data', resolve));
    }
  }

  async close() {
    this.process.kill('SIGKILL');
    await this.exit;
    this.socket?.destroy();
    this.api.closeAllConnections();
    this.api.close();
    fs.rmSync(this.folder, { recursive: true });
  }
}

function answer(frame) {
  if (frame.kind === KIND.FAILURE) {
    return { failure: frame.payload.length === 0 ? undefined : JSON.parse(frame.payload.toString()) };
  }
  const type = ['void', 'json', 'text', 'bytes'][frame.fields.number(FIELD.CONTENT_TYPE, -1)];
  const text = frame.payload.toString();
  const value = type === 'json' ? JSON.parse(text) : type === 'bytes' ? [...frame.payload] : text;
  const counted = frame.fields.number(FIELD.ITEMS, undefined);
  return { type, value, attributes: frame.fields.attributes(), ...(counted === undefined ? {} : { items: counted }) };
}

/** A piece of an item, which only the first names the type of. */
function piece(frame) {
  return frame.more || frame.fields.number(FIELD.CONTENT_TYPE, -1) < 0 ? {} : answer(frame);
}

module.exports = { Runtime, KIND, FIELD, Head };
