// What the server offers and how it answers: tools, prompts, resources, skills, tasks.
import { createHash } from 'node:crypto';
import { Refused } from './fields.mjs';
import { accepted, form, needs, PNG } from './say.mjs';
import { EXTENSION, taskMethods, taskTools } from './tasks.mjs';
import { tools as plainTools } from './tools.mjs';

export const INFO = { name: 'conforming', version: '1.0.0' };
export const CAPABILITIES = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { subscribe: true },
  completions: {},
  extensions: { [EXTENSION]: {}, 'io.modelcontextprotocol/skills': { directoryRead: true } },
};

const tools = { ...plainTools, ...taskTools };

const described = ([name, { says, properties = {}, schema }]) =>
  ({ name, description: says, inputSchema: schema ?? { type: 'object', properties } });

const call = async (params, ctx) => {
  const tool = tools[params.name];
  if (!tool) {
    throw new Refused(-32602, `no tool ${params.name}`);
  }
  return tool.run(params.arguments ?? {}, { ...ctx, params });
};

const user = (content) => ({ role: 'user', content });
const words = (said) => user({ type: 'text', text: said });

const prompts = {
  test_simple_prompt: { says: 'A text.', make: () => [words('A simple prompt.')] },
  test_prompt_with_arguments: {
    says: 'A text with two arguments in it.',
    arguments: ['arg1', 'arg2'],
    make: ({ arg1, arg2 }) => [words(`Of '${arg1}' and '${arg2}'.`)],
  },
  test_prompt_with_embedded_resource: {
    says: 'A resource and a text.',
    arguments: ['resourceUri'],
    make: ({ resourceUri }) => [
      user({ type: 'resource', resource: { uri: resourceUri, mimeType: 'text/plain', text: 'What it holds.' } }),
      words('Look at it.'),
    ],
  },
  test_prompt_with_image: {
    says: 'A picture and a text.',
    make: () => [user({ type: 'image', data: PNG, mimeType: 'image/png' }), words('Look at it.')],
  },
  test_input_required_result_prompt: {
    says: 'Needs to know more.',
    make: (_, ctx) => {
      const context = accepted(ctx, 'user_context')?.context;
      return context === undefined ? undefined : [words(`In the context of ${context}.`)];
    },
  },
};

const prompt = (params, ctx) => {
  const found = prompts[params.name];
  if (!found) {
    throw new Refused(-32602, `no prompt ${params.name}`);
  }
  const messages = found.make(params.arguments ?? {}, { ...ctx, params });
  const question = {
    method: 'elicitation/create',
    params: { mode: 'form', message: 'In which context?', requestedSchema: form({ context: { type: 'string' } }) },
  };
  return messages ? { messages } : needs({ user_context: question });
};

const SKILL = 'skill://tidy-up';
const SKILL_FILES = {
  [`${SKILL}/SKILL.md`]: ['text/markdown', '---\nname: tidy-up\ndescription: Puts things in order.\n---\n\nStart with the desk.\n'],
  [`${SKILL}/lists/desk.txt`]: ['text/plain', 'pens\npaper\n'],
};
const skill = {
  uri: `${SKILL}/SKILL.md`,
  frontmatter: { name: 'tidy-up', description: 'Puts things in order.' },
  resources: Object.entries(SKILL_FILES).map(([uri, [, held]]) => ({
    uri,
    digest: `sha256:${createHash('sha256').update(held).digest('hex')}`,
    size: Buffer.byteLength(held),
  })),
};

const resources = [
  { uri: 'test://static-text', name: 'text', description: 'A text.', mimeType: 'text/plain' },
  { uri: 'test://static-binary', name: 'picture', description: 'A picture.', mimeType: 'image/png' },
  { uri: skill.uri, name: 'tidy-up', description: 'Puts things in order.', mimeType: 'text/markdown' },
];

const read = (uri) => {
  const held = (mimeType, content) => ({ contents: [{ uri, mimeType, ...content }] });
  if (uri === 'test://static-text') {
    return held('text/plain', { text: 'What the text holds.' });
  }
  if (uri === 'test://static-binary') {
    return held('image/png', { blob: PNG });
  }
  const filled = /^test:\/\/template\/([^/]+)\/data$/.exec(uri);
  if (filled) {
    return held('application/json', { text: JSON.stringify({ id: filled[1] }) });
  }
  if (SKILL_FILES[uri]) {
    const [mimeType, words] = SKILL_FILES[uri];
    return held(mimeType, { text: words });
  }
  throw new Refused(-32602, 'no such resource', { uri });
};

const directory = (uri) => {
  if (uri !== SKILL) {
    throw new Refused(-32602, 'no such directory', { uri });
  }
  return {
    resources: [resources[2], { uri: `${SKILL}/lists`, name: 'lists', mimeType: 'inode/directory' }],
  };
};

const oneSkill = (uri) => {
  if (uri !== skill.uri) {
    throw new Refused(-32602, 'no such skill', { uri });
  }
  return { skill };
};

const methods = {
  'tools/list': () => ({ tools: Object.entries(tools).map(described) }),
  'tools/call': call,
  'prompts/list': () => ({
    prompts: Object.entries(prompts).map(([name, { says, arguments: names = [] }]) =>
      ({ name, description: says, arguments: names.map((each) => ({ name: each, required: true })) })),
  }),
  'prompts/get': prompt,
  'resources/list': () => ({ resources }),
  'resources/templates/list': () => ({
    resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'template', description: 'One of many.' }],
  }),
  'resources/read': ({ uri }) => read(uri),
  'resources/subscribe': () => ({}),
  'resources/unsubscribe': () => ({}),
  'resources/directory/read': ({ uri }) => directory(uri),
  'skills/list': () => ({ skills: [skill] }),
  'skills/get': ({ uri }) => oneSkill(uri),
  'completion/complete': () => ({ completion: { values: ['one', 'other'], total: 2, hasMore: false } }),
  'logging/setLevel': ({ level }, ctx) => {
    ctx.setLogLevel(level);
    return {};
  },
  ping: () => ({}),
  ...taskMethods,
};

/** The result of a request. */
export const answer = async (method, params, ctx) => {
  if (!methods[method]) {
    throw new Refused(-32601, `no method ${method}`);
  }
  return methods[method](params, ctx);
};
