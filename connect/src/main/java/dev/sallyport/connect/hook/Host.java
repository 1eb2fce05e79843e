package dev.sallyport.connect.hook;

import java.util.Arrays;
import java.util.Optional;

/** An agent host whose hooks Sallyport speaks. */
public enum Host {
    /** Claude Code. */
    CLAUDE_CODE("claude-code", new ClaudeDialect("claude-code", ClaudeDialect.EVENTS)),
    /** Cursor. */
    CURSOR("cursor", new CursorDialect()),
    /** OpenAI's Codex, whose documents have Claude's shape and fewer events. */
    CODEX("codex", new ClaudeDialect("codex", ClaudeDialect.CODEX_EVENTS)),
    /** Gemini CLI. */
    GEMINI("gemini", new GeminiDialect()),
    /** GitHub Copilot: the command line, and VS Code with snake-case members. */
    COPILOT("copilot", new CopilotDialect()),
    /** OpenCode, through the plugin that {@code install} writes. */
    OPENCODE("opencode", new OpencodeDialect());

    private final String wire;
    private final Dialect dialect;

    Host(String wire, Dialect dialect) {
        this.wire = wire;
        this.dialect = dialect;
    }

    /** The name on the command line, in paths, and the tool of its actions. */
    public String wire() {
        return wire;
    }

    /** How it speaks. */
    public Dialect dialect() {
        return dialect;
    }

    /** The host of that name, if there is one. */
    public static Optional<Host> byWire(String wire) {
        return Arrays.stream(values()).filter(h -> h.wire.equals(wire)).findFirst();
    }
}
