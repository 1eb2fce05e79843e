// An MCP server over Streamable HTTP, both eras, that offers what the conformance suite asks a server for. Written on node's own
// http so that nothing but this file decides what goes over the wire. Usage: node server.mjs ; prints its address as the first line.
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { Refused, fieldFault, VERSION_KEY, CAPABILITIES_KEY } from './fields.mjs';
import { answer, CAPABILITIES, INFO } from './offer.mjs';

const STATELESS = '2026-07-28';
const HANDSHAKE = ['2025-03-26', '2025-06-18', '2025-11-25'];
const REMOVED = ['initialize', 'ping', 'logging/setLevel', 'resources/subscribe', 'resources/unsubscribe'];
const CACHEABLE = ['server/discover', 'tools/list', 'prompts/list', 'resources/list', 'resources/templates/list',
  'resources/read', 'skills/list', 'skills/get'];
const RETRY_MILLIS = 100;

const sessions = new Map();
const listeners = new Set();

const frame = (id, body) => ({ jsonrpc: '2.0', id, ...body });
const failure = (id, e) => frame(id, { error: { code: e.code, message: e.message, ...(e.data ? { data: e.data } : {}) } });

const json = (res, status, body, fields = {}) => {
  res.writeHead(status, { 'Content-Type': 'application/json', ...fields });
  res.end(body === undefined ? '' : JSON.stringify(body));
};

// What is said in answer to one request: as JSON if the answer is all there is, else as an event stream. Events are kept with
// their ids, so that a client can come back for what it missed.
class Stream {
  constructor(res, session) {
    this.res = res;
    this.session = session;
    this.events = [];
    this.name = session ? `${session.streams.size}` : undefined;
    session?.streams.set(this.name, this);
  }

  begin(res, from = 0) {
    this.res = res;
    this.streaming = true;
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    if (this.session?.version === '2025-11-25' && from === 0) {
      res.write(`id: ${this.name}_0\nretry: ${RETRY_MILLIS}\ndata:\n\n`);
    }
    this.events.slice(from).forEach((event) => this.write(event));
    if (this.over) {
      res.end();
    }
  }

  write({ at, message }) {
    this.res.write(`${this.name ? `id: ${this.name}_${at}\n` : ''}data: ${JSON.stringify(message)}\n\n`);
  }

  say(message) {
    if (!this.streaming) {
      this.begin(this.res);
    }
    const event = { at: this.events.length + 1, message };
    this.events.push(event);
    if (!this.hungUp) {
      this.write(event);
    }
  }

  // Ends the connection and nothing else; what is said later waits for the client to come back.
  hangUp() {
    if (!this.streaming) {
      this.begin(this.res);
    }
    this.hungUp = true;
    this.res.end();
  }

  resume(res, from) {
    this.hungUp = false;
    this.begin(res, from);
  }

  end(message, status = 200, fields = {}) {
    if (!this.streaming) {
      json(this.res, status, message, fields);
      return;
    }
    this.say(message);
    this.over = true;
    if (!this.hungUp) {
      this.res.end();
    }
  }
}

const broadcast = (method) => {
  for (const { id, wants, stream } of listeners) {
    if (wants[method.replace('notifications/', '').replace('/list_changed', 'ListChanged')]) {
      stream.say({ jsonrpc: '2.0', method, params: { _meta: { 'io.modelcontextprotocol/subscriptionId': id } } });
    }
  }
};

const listen = (req, id, params, stream) => {
  const wants = params.notifications ?? {};
  stream.say({
    jsonrpc: '2.0',
    method: 'notifications/subscriptions/acknowledged',
    params: { notifications: wants, _meta: { 'io.modelcontextprotocol/subscriptionId': id } },
  });
  const listener = { id, wants, stream };
  listeners.add(listener);
  stream.res.on('close', () => listeners.delete(listener));
};

const stateless = async (req, res, message) => {
  const { id, method, params = {} } = message;
  const stream = new Stream(res);
  try {
    fieldFault(req, message, [STATELESS]);
    if (method === 'subscriptions/listen') {
      listen(req, id, params, stream);
      return;
    }
    if (REMOVED.includes(method)) {
      throw new Refused(-32601, `no method ${method}`);
    }
    const result = method === 'server/discover'
      ? { supportedVersions: [STATELESS], capabilities: CAPABILITIES }
      : await answer(method, params, {
        stateless: true,
        capabilities: params._meta[CAPABILITIES_KEY],
        logLevel: params._meta['io.modelcontextprotocol/logLevel'],
        notify: (name, told) => stream.say({ jsonrpc: '2.0', method: name, params: told }),
        broadcast,
        hangUp: () => {},
      });
    const hints = CACHEABLE.includes(method) ? { ttlMs: 1000, cacheScope: 'private' } : {};
    const meta = { _meta: { 'io.modelcontextprotocol/serverInfo': INFO } };
    stream.end(frame(id, { result: { resultType: 'complete', ...hints, ...meta, ...result } }));
  } catch (e) {
    const refused = e instanceof Refused ? e : new Refused(-32603, String(e));
    stream.end(failure(id, refused), refused.status);
  }
};

const initialize = (res, { id, params }) => {
  const session = {
    id: randomUUID(),
    version: HANDSHAKE.includes(params.protocolVersion) ? params.protocolVersion : HANDSHAKE.at(-1),
    capabilities: params.capabilities ?? {},
    streams: new Map(),
    asked: new Map(),
    standing: new Set(),
  };
  sessions.set(session.id, session);
  const { extensions, ...capabilities } = CAPABILITIES;
  const result = { protocolVersion: session.version, capabilities: { ...capabilities, logging: {} }, serverInfo: INFO };
  json(res, 200, frame(id, { result }), { 'Mcp-Session-Id': session.id });
};

const inSession = async (session, res, { id, method, params = {} }) => {
  const stream = new Stream(res, session);
  const ask = (name, told) => new Promise((resolve, reject) => {
    const asked = `ask-${randomUUID()}`;
    session.asked.set(asked, { resolve, reject });
    stream.say({ jsonrpc: '2.0', id: asked, method: name, params: told });
  });
  try {
    const result = await answer(method, params, {
      stateless: false,
      capabilities: session.capabilities,
      logLevel: session.logLevel ?? 'info',
      setLogLevel: (level) => { session.logLevel = level; },
      notify: (name, told) => stream.say({ jsonrpc: '2.0', method: name, params: told }),
      ask,
      broadcast: () => {},
      hangUp: () => stream.hangUp(),
    });
    stream.end(frame(id, { result }));
  } catch (e) {
    stream.end(failure(id, e instanceof Refused ? e : new Refused(-32603, String(e))));
  }
};

const post = async (req, res, message) => {
  const version = req.headers['mcp-protocol-version'];
  const own = message.params?._meta?.[VERSION_KEY];
  if ((version && !HANDSHAKE.includes(version)) || own) {
    if ('id' in message) {
      await stateless(req, res, message);
    } else {
      json(res, 202);
    }
    return;
  }
  if (message.method === 'initialize') {
    initialize(res, message);
    return;
  }
  const session = sessions.get(req.headers['mcp-session-id']);
  if (!session) {
    const missing = !req.headers['mcp-session-id'];
    json(res, missing ? 400 : 404, failure(message.id ?? null, new Refused(-32600, 'no such session')));
  } else if ('method' in message && 'id' in message) {
    await inSession(session, res, message);
  } else {
    const asked = session.asked.get(message.id);
    session.asked.delete(message.id);
    if (asked) {
      message.error ? asked.reject(new Refused(-32603, message.error.message)) : asked.resolve(message.result);
    }
    json(res, 202);
  }
};

const get = (req, res) => {
  const session = sessions.get(req.headers['mcp-session-id']);
  if (!session) {
    json(res, req.headers['mcp-session-id'] ? 404 : 405);
    return;
  }
  const last = req.headers['last-event-id'];
  const [name, at] = last?.split('_') ?? [];
  if (session.streams.has(name)) {
    session.streams.get(name).resume(res, Number(at));
    return;
  }
  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  res.flushHeaders();
  session.standing.add(res);
};

const close = (req, res) => {
  const session = sessions.get(req.headers['mcp-session-id']);
  session?.standing.forEach((open) => open.end());
  json(res, sessions.delete(session?.id) ? 200 : 404);
};

const isLocal = (name) => /^(\[::1\]|127\.0\.0\.1|localhost)(:[0-9]+)?$/.test(name);

const server = createServer(async (req, res) => {
  const origin = req.headers.origin;
  if (!isLocal(req.headers.host ?? '') || (origin && !isLocal(origin.replace(/^https?:\/\//, '')))) {
    json(res, 403, failure(null, new Refused(-32600, 'not for pages of other hosts')));
    return;
  }
  if (req.method === 'GET') {
    get(req, res);
  } else if (req.method === 'DELETE') {
    close(req, res);
  } else {
    let body = '';
    for await (const piece of req.setEncoding('utf8')) {
      body += piece;
    }
    await post(req, res, JSON.parse(body));
  }
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/mcp`));
