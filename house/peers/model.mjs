// Asks a model with the official SDK of its provider, whose address and key are in the environment as the SDK reads them, and prints what
// the program that uses the SDK saw, as one JSON line. Usage: model.mjs openai|anthropic ask|tools|wrong [stream] [picture]
// `tools` offers two functions and lets the SDK's own loop run what the model asks for, until it asks for nothing more.
import Anthropic, { APIError as AnthropicError } from "@anthropic-ai/sdk";
import { betaTool } from "@anthropic-ai/sdk/helpers/beta/json-schema";
import OpenAI, { APIError as OpenAiError } from "openai";

const [dialect, play, ...words] = process.argv.slice(2);
const stream = words.includes("stream");
const picture = words.includes("picture");
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const ran = [];
const functions = {
  read_page: { properties: { name: { type: "string" } }, run: (input) => "the page " + input.name },
  send_email: { properties: { body: { type: "string" } }, run: () => "sent" },
};
const run = (name) => (input) => {
  ran.push(name + " " + JSON.stringify(input));
  return functions[name].run(input);
};

async function openai() {
  const client = new OpenAI({ maxRetries: 0 });
  const content = picture
    ? [{ type: "text", text: "Tidy up" }, { type: "image_url", image_url: { url: "data:image/png;base64," + pixel } }]
    : "Tidy up";
  const request = { model: play === "wrong" ? "nobody" : "gpt-5-mini", messages: [{ role: "user", content }] };
  if (play === "tools") {
    const tools = Object.entries(functions).map(([name, { properties }]) => ({
      type: "function",
      function: { name, parse: JSON.parse, function: run(name), parameters: { type: "object", properties } },
    }));
    const runner = client.chat.completions.runTools({ ...request, tools, stream });
    return { text: await runner.finalContent(), finish: (await runner.finalChatCompletion()).choices[0].finish_reason };
  }
  if (!stream) {
    const answer = await client.chat.completions.create(request);
    return { text: answer.choices[0].message.content, finish: answer.choices[0].finish_reason };
  }
  let pieces = 0;
  const running = client.chat.completions.stream(request);
  running.on("content", () => pieces++);
  const answer = await running.finalChatCompletion();
  return { text: answer.choices[0].message.content, finish: answer.choices[0].finish_reason, pieces };
}

async function anthropic() {
  const client = new Anthropic({ maxRetries: 0 });
  const content = picture
    ? [{ type: "image", source: { type: "base64", media_type: "image/png", data: pixel } }, { type: "text", text: "Tidy up" }]
    : "Tidy up";
  const model = play === "wrong" ? "nobody" : "claude-mini";
  const request = { model, max_tokens: 100, messages: [{ role: "user", content }] };
  const seen = (answer) => ({
    text: answer.content.map((block) => block.text ?? "").join(""),
    finish: answer.stop_reason,
  });
  if (play === "tools") {
    const tools = Object.entries(functions).map(([name, { properties }]) =>
      betaTool({ name, description: name, inputSchema: { type: "object", properties }, run: run(name) }),
    );
    return seen(await client.beta.messages.toolRunner({ ...request, tools, stream }).runUntilDone());
  }
  if (!stream) return seen(await client.messages.create(request));
  let pieces = 0;
  const running = client.messages.stream(request);
  running.on("text", () => pieces++);
  return { ...seen(await running.finalMessage()), pieces };
}

let said;
try {
  said = await (dialect === "openai" ? openai : anthropic)();
} catch (error) {
  if (!(error instanceof OpenAiError || error instanceof AnthropicError)) throw error;
  const type = error.constructor.name;
  said = { error: type, status: error.status ?? 0, message: error.message };
}
console.log(JSON.stringify({ ...said, ran }));
