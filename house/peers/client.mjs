// Drives the mailroom, or a proxy in front of it, with the official client in the era given: `2026-07-28` or `2025-11-25`.
// Usage: node client.mjs ERA COMMAND ARGS... ; prints one JSON line with what it saw.
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [era, command, ...args] = process.argv.slice(2);
const stateless = era === '2026-07-28';
const client = new Client(
  { name: 'peer', version: '1' },
  { versionNegotiation: stateless ? { mode: 'auto' } : { mode: 'legacy' } },
);
await client.connect(new StdioClientTransport({ command, args }));
const { tools } = await client.listTools();
const called = await client.callTool({ name: 'read_file', arguments: { path: 'notes.txt' } });
const { resources } = await client.listResources();
const progress = [];
await client.callTool(
  { name: 'wait_for_mail', arguments: { seconds: 1 } },
  { onprogress: (report) => progress.push(report.progress) },
);
console.log(JSON.stringify({
  version: client.getNegotiatedProtocolVersion(),
  tools: tools.map((tool) => tool.name),
  text: called.content[0].text,
  resources: resources.length,
  progress: progress.length,
}));
await client.close();
