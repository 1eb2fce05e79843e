// Words that results are made of.

/** A result of one text. */
export const text = (words) => ({ content: [{ type: 'text', text: words }] });

/** The schema of a form whose fields are all required. */
export const form = (properties) => ({ type: 'object', properties, required: Object.keys(properties) });

/** A result that asks before it goes on. */
export const needs = (inputRequests, requestState = undefined) =>
  ({ resultType: 'input_required', inputRequests, ...(requestState === undefined ? {} : { requestState }) });

/** What somebody filled into a form, if they did. */
export const accepted = (ctx, key) => {
  const answer = ctx.params.inputResponses?.[key];
  return answer?.action === 'accept' ? answer.content : undefined;
};

/** One red pixel. */
export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** No sound at all. */
export const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';
