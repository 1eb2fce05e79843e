// A server that asks back, written with the official SDK: in the era of 2026-07-28 a server has no requests of its own and
// answers "input required" instead; before, it asks while the call waits.
import { acceptedContent, inputRequired, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';

const form = {
  type: 'object',
  properties: { colour: { type: 'string' } },
  required: ['colour'],
};

serveStdio(() => {
  const server = new McpServer({ name: 'asker', version: '1' }, { capabilities: { tools: {} } });
  server.registerTool('paint', { description: 'Paints, once it knows the colour.' }, async (ctx) => {
    const answer = acceptedContent(ctx.mcpReq.inputResponses, 'colour');
    if (!answer) {
      return inputRequired({
        inputRequests: { colour: inputRequired.elicit({ message: 'Which colour?', requestedSchema: form }) },
      });
    }
    return { content: [{ type: 'text', text: `painted ${answer.colour}` }] };
  });
  return server;
});
