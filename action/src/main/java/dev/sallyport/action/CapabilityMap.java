package dev.sallyport.action;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Derives the capability of an action from two names. Three tables, asked in this order; names are compared in lower case.
 * <ol>
 *   <li>A host's own kinds: {@code exec env http session ui events log} carry their capability, {@code fs} and {@code tool}
 *       decide by the operation. An operation that {@code fs} does not have has no capability: the call is invalid.
 *   <li>Any other tool: a word of {@code exec}, {@code env} or {@code http} anywhere in the operation's name, the first of
 *       the three that occurs.
 *   <li>Else the operation's first word that reads or writes; else {@link Capability#TOOL}.
 * </ol>
 * A name that looks harmless proves nothing: the tables sort, the catalogue and the effect decide.
 */
public final class CapabilityMap {
    private static final Map<String, Capability> KINDS = Map.of(
            "exec", Capability.EXEC,
            "env", Capability.ENV,
            "http", Capability.HTTP,
            "session", Capability.SESSION,
            "ui", Capability.UI,
            "events", Capability.EVENTS,
            "log", Capability.LOG);

    private static final Map<String, Capability> FILE_OPERATIONS = Map.of(
            "read", Capability.READ,
            "list", Capability.READ,
            "stat", Capability.READ,
            "write", Capability.WRITE,
            "mkdir", Capability.WRITE,
            "delete", Capability.WRITE);

    private static final Map<String, Capability> HOST_TOOLS = Map.ofEntries(
            entry("read", Capability.READ),
            entry("grep", Capability.READ),
            entry("find", Capability.READ),
            entry("glob", Capability.READ),
            entry("ls", Capability.READ),
            entry("write", Capability.WRITE),
            entry("edit", Capability.WRITE),
            entry("bash", Capability.EXEC));

    private static final Set<String> EXEC_WORDS = Set.of(
            "exec",
            "execute",
            "run",
            "bash",
            "sh",
            "shell",
            "cmd",
            "command",
            "powershell",
            "terminal",
            "spawn",
            "eval");
    private static final Set<String> ENV_WORDS =
            Set.of("env", "environ", "environment", "getenv", "setenv", "secret", "secrets");
    private static final Set<String> HTTP_WORDS = Set.of(
            "http",
            "https",
            "url",
            "fetch",
            "download",
            "upload",
            "web",
            "website",
            "webpage",
            "browse",
            "webhook",
            "curl");
    private static final Set<String> READ_WORDS = Set.of(
            "read",
            "get",
            "list",
            "ls",
            "find",
            "search",
            "grep",
            "glob",
            "view",
            "show",
            "stat",
            "describe",
            "query",
            "count",
            "lookup",
            "check",
            "verify",
            "history");
    private static final Set<String> WRITE_WORDS = Set.of(
            "write",
            "edit",
            "create",
            "update",
            "delete",
            "remove",
            "add",
            "set",
            "put",
            "post",
            "patch",
            "send",
            "move",
            "rename",
            "mkdir",
            "merge",
            "close",
            "insert",
            "append",
            "clear",
            "pay",
            "transfer",
            "refund",
            "book",
            "cancel",
            "share",
            "invite",
            "publish",
            "push",
            "commit",
            "deploy",
            "schedule",
            "reset",
            "revoke",
            "grant",
            "assign");

    private CapabilityMap() {}

    /**
     * The capability an action needs, or nothing when a kind of the host has no such operation.
     *
     * @param tool the tool or server
     * @param action its operation
     */
    public static Optional<Capability> required(String tool, String action) {
        String kind = tool.toLowerCase(Locale.ROOT);
        String operation = action.toLowerCase(Locale.ROOT);
        Capability fixed = KINDS.get(kind);
        if (fixed != null) {
            return Optional.of(fixed);
        }
        return switch (kind) {
            case "fs" -> Optional.ofNullable(FILE_OPERATIONS.get(operation));
            case "tool" -> Optional.of(HOST_TOOLS.getOrDefault(operation, Capability.TOOL));
            default -> Optional.of(byWords(words(action)));
        };
    }

    private static Capability byWords(List<String> words) {
        if (words.stream().anyMatch(EXEC_WORDS::contains)) {
            return Capability.EXEC;
        }
        if (words.stream().anyMatch(ENV_WORDS::contains)) {
            return Capability.ENV;
        }
        if (words.stream().anyMatch(HTTP_WORDS::contains)) {
            return Capability.HTTP;
        }
        for (String word : words) {
            if (WRITE_WORDS.contains(word)) {
                return Capability.WRITE;
            }
            if (READ_WORDS.contains(word)) {
                return Capability.READ;
            }
        }
        return Capability.TOOL;
    }

    /** The word lists by the names that the format gives them. */
    static Map<String, Set<String>> wordLists() {
        return Map.of(
                "exec", EXEC_WORDS, "env", ENV_WORDS, "http", HTTP_WORDS, "read", READ_WORDS, "write", WRITE_WORDS);
    }

    /** The words of a name in lower case: split at anything but letters and digits, and before a capital. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        char previous = ' ';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean hump = Character.isUpperCase(c) && Character.isLowerCase(previous);
            boolean boundary = hump || !Character.isLetterOrDigit(c);
            if (boundary && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (Character.isLetterOrDigit(c)) {
                word.append(Character.toLowerCase(c));
            }
            previous = c;
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
