// What the header fields and `_meta` of a stateless request must say (MCP 2026-07-28, Streamable HTTP, "Server validation").
export const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
export const CAPABILITIES_KEY = 'io.modelcontextprotocol/clientCapabilities';

const STATUS = { [-32601]: 404, [-32602]: 400, [-32020]: 400, [-32021]: 400, [-32022]: 400 };
const SUBJECTS = {
  'tools/call': 'name', 'prompts/get': 'name', 'resources/read': 'uri',
  'tasks/get': 'taskId', 'tasks/update': 'taskId', 'tasks/cancel': 'taskId',
};
export const MIRRORED = { tool: 'test_custom_header', argument: 'region', field: 'Region' };

/** An error of the protocol, with the HTTP status that goes with it. */
export class Refused extends Error {
  constructor(code, message, data = undefined) {
    super(message);
    this.code = code;
    this.data = data;
    this.status = STATUS[code] ?? 200;
  }
}

const decoded = (text) => {
  const wrapped = /^=\?base64\?(.*)\?=$/.exec(text ?? '');
  if (!wrapped) {
    return text;
  }
  const bytes = Buffer.from(wrapped[1], 'base64');
  if (bytes.toString('base64') !== wrapped[1]) {
    throw new Refused(-32020, 'a field is not in base64');
  }
  return bytes.toString('utf8');
};

const same = (req, field, meant) => {
  if (decoded(req.headers[field.toLowerCase()]?.trim()) !== meant) {
    throw new Refused(-32020, `the field ${field} does not say what the body says`);
  }
};

/** Throws for the first thing that is wrong. */
export const fieldFault = (req, { method, params = {} }, versions) => {
  const version = req.headers['mcp-protocol-version'];
  if (!version) {
    throw new Refused(-32020, 'the field MCP-Protocol-Version is missing');
  }
  const meta = params._meta ?? {};
  for (const key of [VERSION_KEY, CAPABILITIES_KEY]) {
    if (meta[key] === undefined) {
      throw new Refused(-32602, `_meta has no ${key}`);
    }
  }
  same(req, 'MCP-Protocol-Version', meta[VERSION_KEY]);
  if (!versions.includes(version)) {
    throw new Refused(-32022, 'a revision that is not spoken here', { supported: versions, requested: version });
  }
  same(req, 'Mcp-Method', method);
  const subject = params[SUBJECTS[method]];
  if (subject !== undefined) {
    same(req, 'Mcp-Name', subject);
  }
  if (method === 'tools/call' && params.name === MIRRORED.tool) {
    same(req, `Mcp-Param-${MIRRORED.field}`, params.arguments?.[MIRRORED.argument]);
  }
};
