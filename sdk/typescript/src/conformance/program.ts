import process from "node:process";
import { canonicalText } from "../json/canonical.js";
import type { Limits } from "../json/limits.js";
import { parseJson } from "../json/parse.js";
import { Refused } from "../json/refused.js";
import { concat } from "../json/text.js";
import { isObject, type Json } from "../json/value.js";
import { BadRequest, OPERATIONS, Request } from "./operations.js";
import { CLIENTS } from "./protection.js";

// The conformance program: one request a line in, one answer a line out (spec/conformance).

const NEWLINE = 0x0a;

/** Requests are the runner's and trusted; what is under test travels in them as hexadecimal digits. */
const REQUEST: Limits = { bytes: 1 << 29, depth: 8, members: 10_000_000, string: 1 << 29 };

type Members = { readonly [name: string]: Json | Members };

/** The answer to one line. Never throws because of an input. */
export async function answer(line: Uint8Array): Promise<string> {
  let id: Json = null;
  try {
    const request = parseJson(line, { limits: REQUEST });
    if (!isObject(request)) {
      return written({ id, outcome: "unsupported" });
    }
    id = request.get("id") ?? null;
    const op = String(request.get("op"));
    const client = CLIENTS.get(op);
    if (client !== undefined) {
      return written({ id, outcome: "accept", output: await client(new Request(request)) });
    }
    const operation = OPERATIONS.get(op);
    return operation === undefined
      ? written({ id, outcome: "unsupported" })
      : written({ id, outcome: "accept", output: operation(new Request(request)) });
  } catch (e) {
    return refusal(id, e);
  }
}

function refusal(id: Json, e: unknown): string {
  if (!(e instanceof Refused)) {
    const why = e instanceof BadRequest ? "bad request" : "fault of the program";
    return written({ id, outcome: "unsupported", why });
  }
  return written({
    id,
    outcome: "refuse",
    code: e.code,
    ...(e.offset === undefined ? {} : { offset: e.offset }),
    ...(e.line === undefined ? {} : { line: e.line }),
  });
}

function written(members: Members): string {
  return `${canonicalText(toMap(members), "sallyport-jcs-2")}\n`;
}

function toMap(members: Members): Json {
  return new Map(
    Object.entries(members).map(([name, value]): [string, Json] => [name, isMembers(value) ? toMap(value) : value]),
  );
}

function isMembers(value: Json | Members): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Map);
}

async function main(): Promise<void> {
  let pieces: Uint8Array[] = [];
  for await (const chunk of process.stdin) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      await print(await answer(concat(...pieces, chunk.subarray(from, end))));
      pieces = [];
      from = end + 1;
    }
    pieces.push(chunk.subarray(from));
  }
  const last = concat(...pieces);
  if (last.length > 0) {
    await print(await answer(last));
  }
}

function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, resolve));
}

await main();
