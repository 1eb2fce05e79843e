package dev.sallyport.gate.identity;

/**
 * The one name of an operation: {@code server/operation}, where the operation may hold slashes and the server's are
 * written {@code %2F} (and its percent signs {@code %25}), so that two different pairs never have one name.
 */
public final class QualifiedName {
    private QualifiedName() {}

    /** The name of that operation of that tool or server. */
    public static String of(String server, String operation) {
        return server.replace("%", "%25").replace("/", "%2F") + "/" + operation;
    }
}
