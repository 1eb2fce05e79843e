package dev.sallyport.connect.mcp.secret;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Leave to put a reference to a secret into one argument of one tool.
 *
 * @param tool its name, as the server says it
 * @param pointer the argument, as a JSON pointer into the tool's arguments (RFC 6901), for example {@code /smtp/password}
 * @param secrets names of the secrets it may refer to; at least one
 */
public record ArgumentGrant(String tool, String pointer, Set<String> secrets) {
    private static final Pattern POINTER = Pattern.compile("(?:/(?:[^~/]|~[01])*)+");

    /**
     * @throws IllegalArgumentException if the pointer is none, or nothing is named
     */
    public ArgumentGrant {
        if (tool.isEmpty() || secrets.isEmpty()) {
            throw new IllegalArgumentException("names no tool or no secret");
        }
        check(pointer);
        secrets = Set.copyOf(secrets);
    }

    static void check(String pointer) {
        if (!POINTER.matcher(pointer).matches()) {
            throw new IllegalArgumentException("takes a JSON pointer into the arguments, such as `/smtp/password`");
        }
    }

    boolean allows(String calledTool, References.Found found) {
        return tool.equals(calledTool) && pointer.equals(found.pointer()) && secrets.contains(found.secret());
    }
}
