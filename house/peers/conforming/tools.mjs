// The tools that the conformance suite calls, by the names it gives them.
import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { MIRRORED, Refused } from './fields.mjs';
import { accepted, form, needs, PNG, text, WAV } from './say.mjs';

const STEP_MILLIS = 50;
const KEY = randomBytes(32);

// State that the client carries for us, and can't change.
const seal = (state) => `${state}.${createHmac('sha256', KEY).update(state).digest('hex')}`;
const unseal = (sealed) => {
  const state = String(sealed).slice(0, String(sealed).lastIndexOf('.'));
  if (seal(state) !== sealed) {
    throw new Refused(-32602, 'the state is not what was handed out');
  }
  return state;
};

const elicit = (message, properties) =>
  ({ method: 'elicitation/create', params: { mode: 'form', message, requestedSchema: form(properties) } });
const sample = (prompt, maxTokens) => ({
  method: 'sampling/createMessage',
  params: { messages: [{ role: 'user', content: { type: 'text', text: prompt } }], maxTokens },
});
const ROOTS = { method: 'roots/list', params: {} };

const log = (ctx, data) => {
  const levels = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'];
  if (ctx.logLevel && levels.indexOf(ctx.logLevel) <= levels.indexOf('info')) {
    ctx.notify('notifications/message', { level: 'info', logger: 'conforming', data });
  }
};

const asked = async (ctx, { method, params }) => {
  const { mode, ...rest } = params;
  return ctx.ask(method, rest);
};

const elicited = (properties) => async (_, ctx) => {
  const { action, content } = await asked(ctx, elicit('Please fill this in', properties));
  return text(`Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`);
};

const titled = (...words) => words.map((word, i) => ({ const: `value${i + 1}`, title: `${word} Option` }));
const OPTIONS = ['option1', 'option2', 'option3'];

const DEFAULTS = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
};
const ENUMS = {
  untitledSingle: { type: 'string', enum: OPTIONS },
  titledSingle: { type: 'string', oneOf: titled('First', 'Second', 'Third') },
  legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['Option One', 'Option Two', 'Option Three'] },
  untitledMulti: { type: 'array', items: { type: 'string', enum: OPTIONS } },
  titledMulti: { type: 'array', items: { anyOf: titled('First', 'Second', 'Third') } },
};

const DIALECT = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef', type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

const image = { type: 'image', data: PNG, mimeType: 'image/png' };
const resource = (uri, mimeType, words) => ({ type: 'resource', resource: { uri, mimeType, text: words } });

/** By name: what it says of itself, its arguments, and what it does. */
export const tools = {
  test_simple_text: { says: 'Answers with a text.', run: () => text('A simple text.') },
  test_image_content: { says: 'Answers with a picture.', run: () => ({ content: [image] }) },
  test_audio_content: {
    says: 'Answers with a sound.',
    run: () => ({ content: [{ type: 'audio', data: WAV, mimeType: 'audio/wav' }] }),
  },
  test_embedded_resource: {
    says: 'Answers with a resource.',
    run: () => ({ content: [resource('test://embedded-resource', 'text/plain', 'What the resource holds.')] }),
  },
  test_multiple_content_types: {
    says: 'Answers with several kinds of content.',
    run: () => ({
      content: [text('Several:').content[0], image, resource('test://mixed', 'application/json', '{"value":123}')],
    }),
  },
  test_tool_with_logging: {
    says: 'Logs while it works.',
    run: async (_, ctx) => {
      log(ctx, 'started');
      await pause(STEP_MILLIS);
      log(ctx, 'working');
      await pause(STEP_MILLIS);
      log(ctx, 'done');
      return text('logged');
    },
  },
  test_error_handling: { says: 'Fails.', run: () => ({ ...text('This tool always fails.'), isError: true }) },
  test_tool_with_progress: {
    says: 'Reports how far it is.',
    run: async (_, ctx) => {
      const progressToken = ctx.params._meta?.progressToken;
      for (const progress of [0, 50, 100]) {
        if (progressToken !== undefined) {
          ctx.notify('notifications/progress', { progressToken, progress, total: 100 });
        }
        await pause(STEP_MILLIS);
      }
      return text('finished');
    },
  },
  test_sampling: {
    says: 'Has the client ask its model.',
    properties: { prompt: { type: 'string' } },
    run: async ({ prompt }, ctx) => text(`The model said: ${(await asked(ctx, sample(prompt, 100))).content.text}`),
  },
  test_elicitation: {
    says: 'Asks the user.',
    properties: { message: { type: 'string' } },
    run: async ({ message }, ctx) => {
      const fields = { username: { type: 'string' }, email: { type: 'string' } };
      return text(`The user answered: ${JSON.stringify(await asked(ctx, elicit(message, fields)))}`);
    },
  },
  test_elicitation_sep1034_defaults: { says: 'Asks with defaults.', run: elicited(DEFAULTS) },
  test_elicitation_sep1330_enums: { says: 'Asks with choices.', run: elicited(ENUMS) },
  json_schema_2020_12_tool: { says: 'Has a rich schema.', schema: DIALECT, run: () => text('taken') },
  test_reconnection: {
    says: 'Hangs up before it answers.',
    run: async (_, ctx) => {
      ctx.hangUp();
      await pause(3 * STEP_MILLIS);
      return text('after the break');
    },
  },
  [MIRRORED.tool]: {
    says: 'Wants an argument in a header field, too.',
    properties: { [MIRRORED.argument]: { type: 'string', 'x-mcp-header': MIRRORED.field } },
    run: ({ region }) => text(`in ${region}`),
  },
  test_missing_capability: {
    says: 'Needs a client with a model.',
    run: (_, ctx) => {
      if (!ctx.capabilities.sampling) {
        throw new Refused(-32021, 'only for clients with a model', { requiredCapabilities: { sampling: {} } });
      }
      return text('has one');
    },
  },
  test_streaming_elicitation: {
    says: 'Asks in its answer.',
    run: () => needs({ name: elicit('Who are you?', { name: { type: 'string' } }) }),
  },
  test_logging_tool: {
    says: 'Logs if that was asked for.',
    run: (_, ctx) => {
      log(ctx, 'asked for');
      return text('logged, if asked for');
    },
  },
  test_trigger_tool_change: {
    says: 'Tells listeners to look at the tools again.',
    run: (_, ctx) => {
      ctx.broadcast('notifications/tools/list_changed');
      return text('told');
    },
  },
  test_trigger_prompt_change: {
    says: 'Tells listeners to look at the prompts again.',
    run: (_, ctx) => {
      ctx.broadcast('notifications/prompts/list_changed');
      return text('told');
    },
  },
  test_input_required_result_elicitation: {
    says: 'Needs a name.',
    run: (_, ctx) => {
      const name = accepted(ctx, 'user_name')?.name;
      return name === undefined
        ? needs({ user_name: elicit('What is your name?', { name: { type: 'string' } }) })
        : text(`Hello, ${name}!`);
    },
  },
  test_input_required_result_sampling: {
    says: 'Needs a model.',
    run: (_, ctx) => {
      const answer = ctx.params.inputResponses?.capital_question?.content;
      return answer ? text(answer.text) : needs({ capital_question: sample('What is the capital of France?', 100) });
    },
  },
  test_input_required_result_list_roots: {
    says: 'Needs roots.',
    run: (_, ctx) => {
      const roots = ctx.params.inputResponses?.client_roots?.roots;
      return roots ? text(roots.map((root) => root.uri).join()) : needs({ client_roots: ROOTS });
    },
  },
  test_input_required_result_request_state: {
    says: 'Remembers by what the client carries.',
    run: (_, ctx) => {
      if (ctx.params.requestState === undefined) {
        return needs({ confirm: elicit('Please confirm', { ok: { type: 'boolean' } }) }, seal('asked'));
      }
      return text(unseal(ctx.params.requestState) === 'asked' ? 'state-ok' : 'another state');
    },
  },
  test_input_required_result_multiple_inputs: {
    says: 'Needs three things.',
    run: (_, ctx) => (ctx.params.inputResponses
      ? text(Object.keys(ctx.params.inputResponses).sort().join())
      : needs({
        user_name: elicit('What is your name?', { name: { type: 'string' } }),
        greeting: sample('Generate a greeting', 50),
        client_roots: ROOTS,
      }, seal('three'))),
  },
  test_input_required_result_multi_round: {
    says: 'Needs two answers, one after the other.',
    run: (_, ctx) => {
      const { requestState } = ctx.params;
      if (requestState === undefined) {
        return needs({ step1: elicit('Step 1: What is your name?', { name: { type: 'string' } }) }, seal('1:'));
      }
      const [round, name] = unseal(requestState).split(':');
      return round === '1'
        ? needs(
          { step2: elicit('Step 2: Which color?', { color: { type: 'string' } }) },
          seal(`2:${accepted(ctx, 'step1')?.name}`),
        )
        : text(`${name} likes ${accepted(ctx, 'step2')?.color}`);
    },
  },
  test_input_required_result_tampered_state: {
    says: 'Notices another state than its own.',
    run: (_, ctx) => (ctx.params.requestState === undefined
      ? needs({ confirm: elicit('Please confirm', { ok: { type: 'boolean' } }) }, seal('mine'))
      : text(unseal(ctx.params.requestState))),
  },
  test_input_required_result_capabilities: {
    says: 'Asks only for what the client can do.',
    run: (_, ctx) => needs({
      ...(ctx.capabilities.sampling ? { idea: sample('An idea?', 50) } : {}),
      ...(ctx.capabilities.elicitation ? { name: elicit('Who?', { name: { type: 'string' } }) } : {}),
    }),
  },
  greet: { says: 'Greets.', properties: { name: { type: 'string' } }, run: ({ name }) => text(`Hello, ${name}!`) },
};
