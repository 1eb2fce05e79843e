// The npm package mcp-proxy, unchanged, in front of a server over Streamable HTTP: what its command does for a server on
// standard input, with the client's transport exchanged, answers as JSON and no store of events, which is its cheapest setting.
// Usage: node pass.mjs URL ; prints its own address and serves until it is ended.
import { createServer } from 'node:net';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Server } from '@modelcontextprotocol/server';
import { proxyServer, startHTTPServer } from 'mcp-proxy';

const client = new Client({ name: 'pass', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
await client.connect(new StreamableHTTPClientTransport(new URL(process.argv[2])));

// The package prints the port it was given, not the one it got: a free one is looked for here.
const port = await new Promise((found) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => found(port));
  });
});

const serverCapabilities = client.getServerCapabilities();
await startHTTPServer({
  createServer: async () => {
    const server = new Server(client.getServerVersion(), { capabilities: serverCapabilities });
    await proxyServer({ client, server, serverCapabilities });
    return server;
  },
  enableJsonResponse: true,
  eventStore: false,
  host: '127.0.0.1',
  port,
  sseEndpoint: null,
});
console.log(`http://127.0.0.1:${port}`);
