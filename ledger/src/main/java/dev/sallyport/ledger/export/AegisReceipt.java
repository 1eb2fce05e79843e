package dev.sallyport.ledger.export;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A receipt of the interchange form {@code aegis-1}: one flat object whose last word is its own hash, which is SHA-256 over
 * the {@code aegis-jcs-1} form of all other members.
 *
 * @param members all members, {@code prev_receipt_hash} and {@code receipt_hash} among them
 */
public record AegisReceipt(JsonObject members) {
    /** The hash of the receipt before; empty in the first. */
    public static final String PREVIOUS = "prev_receipt_hash";

    /** The receipt's own hash. */
    public static final String HASH = "receipt_hash";

    /** In our exports, the hash of the native receipt this one was made from. */
    public static final String NATIVE = "native_receipt_hash";

    /** What a receipt of ours says; {@code null} is said where there is nothing to say. */
    public static final List<String> REQUIRED = List.of(
            "event_id",
            "ts",
            "agent_id",
            "user_id",
            "run_id",
            "trace_id",
            "tool",
            "action",
            "resource",
            "source_trust",
            "decision",
            "approver",
            "action_hash");

    /**
     * The receipt that follows the one with this hash.
     *
     * @param content what it says, see {@link #REQUIRED}; further members such as {@code executed_hash} are allowed
     * @param previous the hash of the receipt before it, empty for the first
     * @param nativeHash the hash of the native receipt, 32 bytes
     * @throws IllegalArgumentException when a required member is missing or a member of the chain is given
     */
    public static AegisReceipt following(String previous, JsonObject content, byte[] nativeHash) {
        for (String name : REQUIRED) {
            if (content.get(name) == null) {
                throw new IllegalArgumentException("an aegis-1 receipt needs the member `" + name + "`");
            }
        }
        for (String name : List.of(PREVIOUS, HASH, NATIVE)) {
            if (content.get(name) != null) {
                throw new IllegalArgumentException("the member `" + name + "` is given by the chain");
            }
        }
        Map<String, Json> members = new LinkedHashMap<>(content.members());
        members.put(NATIVE, new JsonString(Hex.of(Sha256.checked(nativeHash, "a native hash"))));
        members.put(PREVIOUS, new JsonString(previous));
        members.put(HASH, new JsonString(hash(new JsonObject(members))));
        return new AegisReceipt(new JsonObject(members));
    }

    /** What the receipt says its hash is, or null when it says nothing. */
    public @Nullable String statedHash() {
        return text(HASH);
    }

    /** What the receipt says the hash before it is, empty in the first, or null when it says nothing. */
    public @Nullable String statedPrevious() {
        return text(PREVIOUS);
    }

    /** What the receipt's hash must be, 64 lower-case hexadecimal digits. */
    public String computedHash() {
        return hash(members);
    }

    /** The receipt as a line of an export, without the newline. */
    public byte[] line() {
        return CanonicalForm.of(members, Scheme.AEGIS_JCS_1);
    }

    private @Nullable String text(String name) {
        return members.get(name) instanceof JsonString string ? string.value() : null;
    }

    private static String hash(JsonObject members) {
        Map<String, Json> others = new LinkedHashMap<>(members.members());
        others.remove(HASH);
        return Hex.of(Sha256.of(CanonicalForm.of(new JsonObject(others), Scheme.AEGIS_JCS_1)));
    }
}
