package dev.sallyport.server.channel;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.delivery.Delivery;
import java.net.URI;
import java.util.Optional;

/**
 * What a channel is to say, made when it is sent.
 *
 * @param approval as the API shows it to a person
 * @param page the same as text, marked and escaped: what a person reads
 * @param whole whether the page is all of it; if not it is a summary that says so
 * @param link the approval's page on the console, if people can reach one
 * @param approvable whether an approval that comes back by a channel would be taken; a refusal always is
 * @param reference how the channel named the message before; empty for the first
 */
record Message(
        Delivery.Key key,
        JsonObject approval,
        String page,
        boolean whole,
        Optional<URI> link,
        String risk,
        boolean approvable,
        String reference) {
    private static final java.util.Set<String> CONTENT = java.util.Set.of("call", "held");

    /** Whether the page fits; if not, {@link #page} says where to read it. */
    boolean isWhole() {
        return whole;
    }

    /** The approval without what it is for. */
    JsonObject summary() {
        JsonObject.Builder out = JsonObject.builder();
        approval.members().forEach((name, value) -> {
            if (!CONTENT.contains(name)) {
                out.put(name, value);
            }
        });
        return out.build();
    }

    /** A member of the approval that is a text. */
    String text(String member) {
        return approval.get(member) instanceof dev.sallyport.action.json.JsonString text ? text.value() : "";
    }
}
