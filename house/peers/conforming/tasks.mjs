// Tools whose work outlives the call (the tasks extension of MCP 2026-07-28).
import { randomUUID } from 'node:crypto';
import { Refused } from './fields.mjs';
import { accepted, form, needs, text } from './say.mjs';

export const EXTENSION = 'io.modelcontextprotocol/tasks';
const ENDED = ['completed', 'failed', 'cancelled'];
const TTL_MILLIS = 600_000;
const JOB_MILLIS = 400;

const tasks = new Map();

const state = ({ work, timer, ...seen }) => seen;

const move = (task, to) => {
  if (!ENDED.includes(task.status)) {
    Object.assign(task, to, { lastUpdatedAt: new Date().toISOString() });
  }
};

// Starts a task that asks for all of `questions` first, if there are any, and then works for so long.
const start = (millis, outcome, questions = undefined) => {
  const now = new Date().toISOString();
  const task = {
    taskId: randomUUID(), status: 'working', createdAt: now, lastUpdatedAt: now, ttlMs: TTL_MILLIS, pollIntervalMs: 100,
    work: () => { task.timer = setTimeout(() => move(task, outcome()), millis).unref(); },
  };
  tasks.set(task.taskId, task);
  const created = { resultType: 'task', ...state(task) };
  if (questions) {
    Object.assign(task, { status: 'input_required', inputRequests: questions });
  } else {
    task.work();
  }
  return created;
};

const completed = (result) => ({ status: 'completed', result });
const question = (message) => ({ method: 'elicitation/create', params: { mode: 'form', message, requestedSchema: form({ confirm: { type: 'boolean' } }) } });

const speaksTasks = (ctx) => ctx.capabilities?.extensions?.[EXTENSION] !== undefined;
const required = (ctx) => {
  if (!speaksTasks(ctx)) {
    throw new Refused(-32021, 'only for clients that know tasks', { requiredCapabilities: { extensions: { [EXTENSION]: {} } } });
  }
};

export const taskTools = {
  slow_compute: {
    says: 'Computes for so many seconds.',
    properties: { seconds: { type: 'number' }, label: { type: 'string' } },
    run: ({ seconds = 0, label = '' }, ctx) => {
      const done = text(`computed ${label} in ${seconds} s`);
      return speaksTasks(ctx) ? start(seconds * 1000, () => completed(done)) : done;
    },
  },
  failing_job: {
    says: 'A job whose tool fails.',
    run: (_, ctx) => {
      required(ctx);
      return start(JOB_MILLIS, () => completed({ ...text('the job failed'), isError: true }));
    },
  },
  protocol_error_job: {
    says: 'A job that breaks the protocol.',
    run: (_, ctx) => {
      required(ctx);
      return start(JOB_MILLIS, () => ({ status: 'failed', error: { code: -32603, message: 'broken' } }));
    },
  },
  confirm_delete: {
    says: 'Removes a file once somebody agreed.',
    properties: { filename: { type: 'string' } },
    run: ({ filename }, ctx) => {
      required(ctx);
      return start(0, () => completed(text(`removed ${filename}`)), { agree: question(`Remove ${filename}?`) });
    },
  },
  multi_input: {
    says: 'Asks two things at once.',
    run: (_, ctx) => {
      required(ctx);
      return start(0, () => completed(text('both answered')), { first: question('First?'), second: question('Second?') });
    },
  },
  test_tool_with_task: {
    says: 'Asks for a name and then works on it.',
    run: (_, ctx) => {
      required(ctx);
      const name = accepted(ctx, 'user_name')?.name;
      return name === undefined
        ? needs({ user_name: question('What is your name?') })
        : start(JOB_MILLIS, () => completed(text(`worked for ${name}`)));
    },
  },
};

const known = ({ taskId }) => {
  const task = tasks.get(taskId);
  if (!task) {
    throw new Refused(-32602, `no task ${taskId}`);
  }
  return task;
};

export const taskMethods = {
  'tasks/get': (params, ctx) => {
    required(ctx);
    return state(known(params));
  },
  'tasks/update': (params, ctx) => {
    required(ctx);
    const task = known(params);
    if (task.status === 'input_required') {
      for (const key of Object.keys(params.inputResponses ?? {})) {
        delete task.inputRequests[key];
      }
      if (Object.keys(task.inputRequests).length === 0) {
        delete task.inputRequests;
        move(task, { status: 'working' });
        task.work();
      }
    }
    return {};
  },
  'tasks/cancel': (params, ctx) => {
    required(ctx);
    const task = known(params);
    clearTimeout(task.timer);
    delete task.inputRequests;
    move(task, { status: 'cancelled' });
    return {};
  },
};
