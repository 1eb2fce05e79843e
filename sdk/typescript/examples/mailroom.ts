// A mailroom agent: reads freely, writes to people only after the gateway's yes.
//
//   SALLYPORT_URL=http://127.0.0.1:7171 SALLYPORT_TOKEN=... node mailroom.js

import { Client, protect, SallyportError } from "@sallyport/sdk";

const client = new Client({
  url: process.env["SALLYPORT_URL"] ?? "http://127.0.0.1:7171",
  token: process.env["SALLYPORT_TOKEN"] ?? "",
  agent: process.env["SALLYPORT_AGENT"] ?? "mailroom",
});

interface Letter {
  readonly to: string;
  readonly text: string;
}

const inbox = protect((args: { readonly newest: number }) => [`letter ${args.newest}`], {
  client,
  tool: "mail",
  action: "list",
  mutatesState: false,
  readOpen: true,
  onReadOpen: (failure) => console.log(`reading without an answer: ${failure.code}`),
});

const send = protect((letter: Letter) => `sent to ${letter.to}`, {
  client,
  tool: "mail",
  action: "send",
  mutatesState: true,
  resource: (letter) => `mailbox:${letter.to}`,
  sourceTrust: "semi_trusted_customer",
  waitMs: 10 * 60_000,
});

async function attempt(what: string, run: () => Promise<unknown>): Promise<void> {
  try {
    console.log(what, await run());
  } catch (e) {
    if (!(e instanceof SallyportError)) {
      throw e;
    }
    console.log(what, `${e.name}: ${e.code}`);
  }
}

await attempt("inbox:", () => inbox({ newest: 1 }));
await attempt("to alice:", () => send({ to: "alice@example.com", text: "Your parcel is here." }));
await attempt("to mallory:", () => send({ to: "mallory@example.com", text: "All our keys." }));
