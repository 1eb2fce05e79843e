package dev.sallyport.gate;

import java.util.Arrays;
import java.util.List;

/**
 * Paths as Linux shows them to one process ({@code /proc}, proc(5)), which lead to the same files as plain ones: below the
 * process's {@code root} lies the whole tree, below its {@code cwd} and its open files' numbers lies a folder nobody here
 * knows.
 */
final class ProcessPath {
    private ProcessPath() {}

    /**
     * The path that all processes would use: without what stands before it for one of them, and without a NUL and what
     * follows it, which never reach the system. A path from an unknown folder becomes a relative one. Time is linear.
     */
    static String shared(String path) {
        int nul = path.indexOf('\0');
        String read = nul < 0 ? path : path.substring(0, nul);
        if (!read.contains("proc") && !read.contains("dev")) {
            return read;
        }
        List<String> parts = Arrays.stream(read.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        // The last one counts: whatever stands before it only leads to it.
        for (int at = parts.size() - 1; at >= 0; at--) {
            int link = link(parts, at);
            if (link >= 0) {
                String rest = String.join("/", parts.subList(link + 1, parts.size()));
                return parts.get(link).equals("root") ? "/" + rest : rest;
            }
        }
        return read;
    }

    /** Where in the path the link into the tree stands, if what begins here belongs to a process; else -1. */
    private static int link(List<String> parts, int at) {
        int next = switch (parts.get(at)) {
            case "proc" -> at + (part(parts, at + 2).equals("task") ? 4 : 2);
            case "dev" -> at + 1;
            default -> parts.size();
        };
        return switch (part(parts, next)) {
            case "root", "cwd" -> parts.get(at).equals("proc") ? next : -1;
            case "fd" -> next + 1 < parts.size() ? next + 1 : -1;
            default -> -1;
        };
    }

    private static String part(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }
}
