// Sallyport's plugin for OpenCode, written by `sallyport install opencode`. Every use of a tool is shown to the gateway
// first; what is not answered with "pass" throws, and OpenCode does not run what a plugin throws at.
import { spawn } from "node:child_process"

const [launcher, data] = ["COMMAND"]
const DEADLINE_MS = 15000

function ask(event, document) {
  return new Promise((resolve, reject) => {
    const child = spawn(launcher, ["hook", "opencode", event], {
      env: { ...process.env, SALLYPORT_HOME: data },
      stdio: ["pipe", "pipe", "pipe"],
      timeout: DEADLINE_MS,
      killSignal: "SIGKILL",
    })
    let out = ""
    let err = ""
    child.stdout.on("data", (piece) => (out += piece))
    child.stderr.on("data", (piece) => (err += piece))
    child.stdin.on("error", () => {})
    child.on("error", (fault) => reject(new Error("sallyport: the hook does not start: " + fault.message)))
    child.on("close", (status) => {
      if (status !== 0) reject(new Error(err.trim() || "sallyport: no decision"))
      else resolve(out)
    })
    child.stdin.end(JSON.stringify({ event, ...document }))
  })
}

export const Sallyport = async () => ({
  "tool.execute.before": async (input, output) => {
    const answer = JSON.parse(
      await ask("tool.execute.before", {
        tool: input.tool,
        sessionID: input.sessionID,
        callID: input.callID,
        args: output.args,
      }),
    )
    if (answer.decision !== "pass") throw new Error(answer.reason || "sallyport: refused")
  },
  "tool.execute.after": async (input, output) => {
    await ask("tool.execute.after", {
      tool: input.tool,
      sessionID: input.sessionID,
      callID: input.callID,
      args: input.args,
      output: output.output,
    }).catch(() => {})
  },
  "chat.message": async (input, output) => {
    const text = output.parts
      .filter((part) => part.type === "text" && !part.synthetic)
      .map((part) => part.text)
      .join("\n")
    if (text.trim()) await ask("chat.message", { sessionID: input.sessionID, text }).catch(() => {})
  },
})
