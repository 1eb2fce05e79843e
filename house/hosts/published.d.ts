// What hosts read that publish no types on npm, written down from the text that they do publish. Ours, not theirs: it can be behind them.

/** Codex: codex-rs/hooks/schema/generated/{pre,post}-tool-use and user-prompt-submit.command.output.schema.json of openai/codex. */
type CodexCommon = { continue?: boolean; stopReason?: string; suppressOutput?: boolean; systemMessage?: string }
export type CodexPreToolUse = CodexCommon & {
  hookSpecificOutput?: {
    hookEventName: "PreToolUse"
    permissionDecision?: "allow" | "deny" | "ask"
    permissionDecisionReason?: string
    updatedInput?: unknown
    additionalContext?: string
  }
}
export type CodexPostToolUse = CodexCommon & {
  decision?: "block"
  reason?: string
  hookSpecificOutput?: { hookEventName: "PostToolUse"; additionalContext?: string; updatedMCPToolOutput?: unknown }
}
export type CodexUserPromptSubmit = CodexCommon & {
  decision?: "block"
  reason?: string
  hookSpecificOutput?: { hookEventName: "UserPromptSubmit"; additionalContext?: string }
}

/** Cursor: https://cursor.com/docs/hooks.md, the tables of each event's output. */
export type CursorBefore = { permission: "allow" | "deny" | "ask"; user_message?: string; agent_message?: string }
export type CursorPrompt = { continue: boolean; user_message?: string }
export type CursorAfter = { additional_context?: string; updated_mcp_tool_output?: unknown }
