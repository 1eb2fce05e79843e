package dev.sallyport.govern.telemetry;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The closed list of tool names that may leave: those that agent hosts themselves ship. Tools of MCP servers are called by their owners, so
 * they leave as {@code mcp}; everything else as {@code other}.
 */
public final class ToolWord {
    /** A tool of an MCP server. */
    public static final String MCP = "mcp";

    /** A tool nobody listed. */
    public static final String OTHER = "other";

    private static final String MCP_PREFIX = "mcp__";

    private static final SortedSet<String> HOSTS = new TreeSet<>(List.of(
            "Bash",
            "Edit",
            "ExitPlanMode",
            "Glob",
            "Grep",
            "LS",
            "MultiEdit",
            "NotebookEdit",
            "Read",
            "Task",
            "TodoWrite",
            "WebFetch",
            "WebSearch",
            "Write",
            "apply_patch",
            "bash",
            "edit",
            "egress",
            "glob",
            "google_web_search",
            "grep",
            "list_directory",
            "model",
            "preview",
            "read",
            "read_file",
            "replace",
            "run_shell_command",
            "search_file_content",
            "shell",
            "task",
            "view",
            "web_fetch",
            "web_search",
            "webfetch",
            "write",
            "write_file"));

    private ToolWord() {}

    /** The word that leaves for a tool of that name. */
    public static String of(String tool) {
        if (HOSTS.contains(tool)) {
            return tool;
        }
        return tool.startsWith(MCP_PREFIX) || tool.equals(MCP) ? MCP : OTHER;
    }

    /** Whether that word may leave. */
    public static boolean isOne(String word) {
        return word.equals(MCP) || word.equals(OTHER) || HOSTS.contains(word);
    }

    /** Every word that may leave, in order. */
    public static SortedSet<String> all() {
        SortedSet<String> all = new TreeSet<>(HOSTS);
        all.add(MCP);
        all.add(OTHER);
        return all;
    }
}
