package dev.sallyport.connect.mcp.door;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.secret.ServerSecrets;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What turns the parameters that were judged into those that are sent: references become the operator's secrets, and placeholders that the
 * record names become what was taken out. Thread-safe.
 *
 * @param secrets what the gateway holds for the server, where it speaks to it itself
 */
record Filling(Optional<ServerSecrets> secrets, Restorer restorer) {
    private static final String ARGUMENTS = "arguments";

    /** The bytes to send; those that were judged, if nothing stands in them for something else. */
    @SuppressWarnings("ReferenceEquality") // whether anything was resolved
    byte[] of(Ticket ticket, String tool, JsonObject params, byte[] bytes) throws SecretUnavailable {
        JsonObject known = secrets.isPresent() ? secrets.get().resolved(tool, params) : params;
        SortedMap<String, Integer> recorded = ticket.restores();
        if (recorded.isEmpty()) {
            return known == params ? bytes : Reply.bytes(known);
        }
        boolean same = params.get(ARGUMENTS) instanceof JsonObject judged
                && recorded.equals(restorer.restorable(tool, judged));
        if (!same || !(known.get(ARGUMENTS) instanceof JsonObject arguments)) {
            throw new SecretUnavailable("a placeholder in the arguments stands for nothing any more");
        }
        JsonObject whole = restorer.restored(tool, arguments);
        if (whole.equals(arguments)) {
            throw new SecretUnavailable("a placeholder in the arguments stopped standing for something meanwhile");
        }
        JsonObject.Builder out = JsonObject.builder();
        known.members().forEach((name, value) -> out.put(name, name.equals(ARGUMENTS) ? whole : value));
        ticket.sent(recorded);
        return Reply.bytes(out.build());
    }

    /** What the server said, without any value that it was given. */
    byte[] clean(byte[] frame) {
        return restorer.clean(secrets.isPresent() ? secrets.get().clean(frame) : frame);
    }
}
