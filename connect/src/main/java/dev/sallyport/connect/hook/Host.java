package dev.sallyport.connect.hook;

import java.util.Arrays;
import java.util.Optional;

/** An agent host whose hooks Sallyport speaks. */
public enum Host {
    /** Claude Code. */
    CLAUDE_CODE("claude-code"),
    /** Cursor. */
    CURSOR("cursor"),
    /** OpenAI's Codex, whose documents have Claude's shape and fewer events. */
    CODEX("codex"),
    /** Gemini CLI. */
    GEMINI("gemini"),
    /** GitHub Copilot: the command line, and VS Code with snake-case members. */
    COPILOT("copilot"),
    /** OpenCode, through the plugin that {@code install} writes. */
    OPENCODE("opencode");

    private static final Dialect CLAUDES = new ClaudeDialect("claude-code", ClaudeDialect.EVENTS);
    private static final Dialect CODEXES = new ClaudeDialect("codex", ClaudeDialect.CODEX_EVENTS);

    private final String wire;

    Host(String wire) {
        this.wire = wire;
    }

    /** The name on the command line, in paths, and the tool of its actions. */
    public String wire() {
        return wire;
    }

    /** How it speaks. */
    public Dialect dialect() {
        return switch (this) {
            case CLAUDE_CODE -> CLAUDES;
            case CURSOR -> new CursorDialect();
            case CODEX -> CODEXES;
            case GEMINI -> new GeminiDialect();
            case COPILOT -> new CopilotDialect();
            case OPENCODE -> new OpencodeDialect();
        };
    }

    /** The host of that name, if there is one. */
    public static Optional<Host> byWire(String wire) {
        return Arrays.stream(values()).filter(h -> h.wire.equals(wire)).findFirst();
    }
}
