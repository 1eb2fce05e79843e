// Writes check.ts: every answer of spec/hook as a value of the type that the host's own package gives it. An answer with a member
// the type does not have, or with a word it does not know, does not compile. Codex and Cursor publish no types: what they read was written
// down from their documents (published.d.ts). Gemini's are taken out of its package by .ci/setup; without them Gemini is left out, and named.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const spec = process.argv[2]
const types = {
  "claude-code": () => "SyncHookJSONOutput",
  copilot: (event) => (event === "preToolUse" ? "PreToolUseHookOutput" : event === "postToolUse" ? "PostToolUseHookOutput" : null),
  codex: (event) => "Codex" + event,
  cursor: (event) => (event === "beforeSubmitPrompt" ? "CursorPrompt" : /^(pre|before)/.test(event) ? "CursorBefore" : "CursorAfter"),
}
const gemini = existsSync("gemini/hooks/types.d.ts")
if (gemini) types.gemini = () => "GeminiHookOutput"
let text = `import type { SyncHookJSONOutput } from "@anthropic-ai/claude-agent-sdk"
import type { SessionHooks } from "@github/copilot-sdk"
import type { Plugin } from "@opencode-ai/plugin"
import type { CodexPostToolUse, CodexPreToolUse, CodexUserPromptSubmit } from "./published.d.ts"
import type { CursorAfter, CursorBefore, CursorPrompt } from "./published.d.ts"
${gemini ? 'import type { HookOutput as GeminiHookOutput } from "./gemini/hooks/types.js"' : ""}
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
const wrongs = {
  CodexPreToolUse: { hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "perhaps" } },
  CursorBefore: { permission: "perhaps" },
  ...(gemini ? { GeminiHookOutput: { decision: "perhaps" } } : {}),
}
for (const [type, value] of Object.entries(wrongs)) {
  text += `// @ts-expect-error\nexport const wrong${type}: ${type} = ${JSON.stringify(value)}\n`
}
text += `// @ts-expect-error\nexport const wrong: SyncHookJSONOutput = {"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"perhaps"}}\n`
writeFileSync(process.argv[3], text)
console.log(count + " answers" + (gemini ? "" : " (no types of gemini here: run .ci/setup)"))
