// Plays one session with the official client and prints what it saw as one JSON line, so that a server and a gateway in front
// of it can be compared. Usage: node session.mjs PLAY ERA COMMAND ARGS... ; PLAY is `everything`, `mailroom` or `asker`.
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [play, era, command, ...args] = process.argv.slice(2);
// What the server asked back, by method: when it asks for roots, and how often, is up to its own timers.
const asked = {};
const client = new Client(
  { name: 'peer', version: '1' },
  {
    capabilities: { roots: { listChanged: true }, sampling: {}, elicitation: {} },
    versionNegotiation: { mode: era === '2026-07-28' ? 'auto' : 'legacy' },
  },
);
client.setRequestHandler('sampling/createMessage', async (request) => {
  asked[request.method] = request.params ?? {};
  return { role: 'assistant', model: 'none', content: { type: 'text', text: 'a sampled answer' } };
});
client.setRequestHandler('elicitation/create', async (request) => {
  asked[request.method] = request.params ?? {};
  return { action: 'accept', content: { colour: 'green', name: 'Ada', check: true } };
});
client.setRequestHandler('roots/list', async (request) => {
  asked[request.method] = request.params ?? {};
  return { roots: [{ uri: 'file:///nowhere', name: 'nowhere' }] };
});

const call = (name, parameters = {}, options = undefined) => client.callTool({ name, arguments: parameters }, options);

// A call with its progress, then a longer one that its caller ends after the first progress.
const long = async (name, parameters, longer) => {
  const heard = [];
  const result = await call(name, parameters, { onprogress: (report) => heard.push(report.progress) });
  const stop = new AbortController();
  let ended = 'answered';
  try {
    await call(name, longer, { signal: stop.signal, onprogress: () => stop.abort('enough') });
  } catch (error) {
    ended = String(error.message);
  }
  return { heard, result, ended };
};

const plays = {
  everything: async () => ({
    calls: [
      await call('trigger-sampling-request', { prompt: 'say something' }),
      await call('trigger-elicitation-request'),
      await call('get-roots-list'),
      await call('get-structured-content', { location: 'Chicago' }),
    ],
    long: await long('trigger-long-running-operation', { duration: 1, steps: 4 }, { duration: 10, steps: 50 }),
    prompt: await client.getPrompt({ name: 'simple-prompt' }),
    after: await call('echo', { message: 'still here' }),
  }),
  mailroom: async () => ({
    calls: [await call('read_file', { path: 'notes.txt' })],
    long: await long('wait_for_mail', { seconds: 1 }, { seconds: 10 }),
    resources: await client.listResources(),
    after: await call('list_files'),
  }),
  asker: async () => ({ calls: [await call('paint')] }),
};

await client.connect(new StdioClientTransport({ command, args }));
const tools = await client.listTools();
const seen = await plays[play]();
console.log(JSON.stringify({ version: client.getNegotiatedProtocolVersion(), tools, ...seen, asked: Object.entries(asked).sort() }));
await client.close();
