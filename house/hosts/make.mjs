// Writes check.ts: every answer of spec/hook as a value of the type that the host's own package gives it. An answer with a member
// the type does not have, or with a word it does not know, does not compile.
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const spec = process.argv[2]
const types = {
  "claude-code": () => "SyncHookJSONOutput",
  copilot: (event) => (event === "preToolUse" ? "PreToolUseHookOutput" : event === "postToolUse" ? "PostToolUseHookOutput" : null),
}
let text = `import type { SyncHookJSONOutput } from "@anthropic-ai/claude-agent-sdk"
import type { SessionHooks } from "@github/copilot-sdk"
import type { Plugin } from "@opencode-ai/plugin"
import { Sallyport } from "./plugin.mjs"
type Given<H extends keyof SessionHooks> = Exclude<Awaited<ReturnType<NonNullable<SessionHooks[H]>>>, void>
type PreToolUseHookOutput = Given<"onPreToolUse">
type PostToolUseHookOutput = Given<"onPostToolUse">
export const plugin: Plugin = Sallyport
`
let count = 0
for (const host of Object.keys(types)) {
  for (const file of readdirSync(join(spec, host)).sort()) {
    const example = JSON.parse(readFileSync(join(spec, host, file), "utf8"))
    const type = types[host](example.event)
    if (!type) continue
    for (const answer of ["denied", "passed"]) {
      text += `export const a${count++}: ${type} = ${JSON.stringify(example[answer])}\n`
    }
  }
}
// The check can fail: a word that the types do not have.
text += `// @ts-expect-error\nexport const wrong: SyncHookJSONOutput = {"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"perhaps"}}\n`
writeFileSync(process.argv[3], text)
console.log(count + " answers")
