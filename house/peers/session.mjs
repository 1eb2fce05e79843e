// Plays one session with the official client and prints what it saw as one JSON line, so that a server and a gateway in front
// of it can be compared. Usage: node session.mjs PLAY ERA COMMAND ARGS... or node session.mjs PLAY ERA URL [TOKEN] ; PLAY is one of
// those below.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [play, era, command, ...args] = process.argv.slice(2);
// What the server asked back, by method: when it asks for roots, and how often, is up to its own timers.
const asked = {};
const folder = process.cwd();
const rootsAsked = Promise.withResolvers();
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
  rootsAsked.resolve();
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
  // This server asks for roots once the session is open, before or after the first call: waited for, so that it makes no difference.
  files: async () => ({
    roots: await rootsAsked.promise,
    calls: [
      await call('create_directory', { path: `${folder}/box` }),
      await call('write_file', { path: `${folder}/box/new.txt`, content: 'fresh' }),
      await call('read_text_file', { path: `${folder}/box/new.txt` }),
      await call('list_directory', { path: `${folder}/box` }),
      await call('read_text_file', { path: `${folder}/none.txt` }),
    ],
  }),
  memory: async () => ({
    calls: [
      await call('create_entities', { entities: [
        { name: 'Ada', entityType: 'person', observations: ['writes programs'] },
        { name: 'Engine', entityType: 'machine', observations: [] },
      ] }),
      await call('create_relations', { relations: [{ from: 'Ada', to: 'Engine', relationType: 'programs' }] }),
      await call('add_observations', { observations: [{ entityName: 'Engine', contents: ['was never built'] }] }),
      await call('search_nodes', { query: 'programs' }),
      await call('open_nodes', { names: ['Engine'] }),
      await call('read_graph'),
    ],
  }),
};

const transport = () => {
  if (!command.startsWith('http')) {
    return new StdioClientTransport({ command, args });
  }
  const headers = args.length > 0 ? { Authorization: `Bearer ${args[0]}` } : {};
  return new StreamableHTTPClientTransport(new URL(command), { requestInit: { headers } });
};

await client.connect(transport());
const tools = await client.listTools();
const seen = await plays[play]();
console.log(JSON.stringify({ version: client.getNegotiatedProtocolVersion(), tools, ...seen, asked: Object.entries(asked).sort() }));
await client.close();
