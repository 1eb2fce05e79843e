package dev.sallyport.connect.mcp.tool;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.connect.mcp.frame.Fold;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a server says of one tool.
 *
 * @param name not empty
 * @param description the tool's entry in the list
 */
public record ToolShape(String name, JsonObject description) {
    /** The longest name of a tool, in UTF-16 code units. */
    public static final int NAME_CHARS = 200;

    /** What stands for the hash of a tool that is not offered, or not in one clear form: equal to no hash of a tool. */
    public static final String NO_HASH = "0".repeat(64);

    /** The members that an operator accepts: what steers a model or its caller. Icons and {@code _meta} may change freely. */
    private static final List<String> HASHED =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    private static final Set<String> HASHED_NAMES = Set.copyOf(HASHED);

    /** The shape of an entry of a list, if it has a usable name. */
    public static Optional<ToolShape> of(Json entry) {
        return entry instanceof JsonObject object
                        && object.get("name") instanceof JsonString name
                        && !name.value().isEmpty()
                        && name.value().length() <= NAME_CHARS
                ? Optional.of(new ToolShape(name.value(), object))
                : Optional.empty();
    }

    /**
     * SHA-256 of the canonical form of the members an operator accepts, hex; {@link #NO_HASH} if they have no canonical form, or if another
     * member would be taken for one of them by a reader that ignores case.
     */
    public String hash() {
        if (Fold.imitates(description.members().keySet(), HASHED_NAMES)) {
            return NO_HASH;
        }
        JsonObject.Builder hashed = JsonObject.builder();
        for (String member : HASHED) {
            Json value = description.get(member);
            if (value != null) {
                hashed.put(member, value);
            }
        }
        try {
            return sha256(CanonicalForm.of(hashed.build(), Scheme.SALLYPORT_JCS_2));
        } catch (MalformedJson e) {
            return NO_HASH;
        }
    }

    /** SHA-256 in lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
