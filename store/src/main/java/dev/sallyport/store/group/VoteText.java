package dev.sallyport.store.group;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.approval.Vote;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.store.database.StoreProblem;
import java.util.ArrayList;
import java.util.List;

/** The answers to an approval as one column: a canonical JSON array. */
public final class VoteText {
    private VoteText() {}

    /** The column of those votes. */
    public static byte[] write(List<Vote> votes) {
        List<Json> items = new ArrayList<>(votes.size());
        for (Vote vote : votes) {
            items.add(JsonObject.builder()
                    .put("person", vote.person().value())
                    .put("approves", vote.approves())
                    .put("time", vote.timeMillis())
                    .build());
        }
        return CanonicalForm.of(new JsonArray(items), Scheme.SALLYPORT_JCS_2);
    }

    /** @throws StoreProblem {@code chain_broken} if the column is not what {@link #write} makes */
    public static List<Vote> read(byte[] text) {
        List<Vote> votes = new ArrayList<>();
        if (StrictJson.parse(text) instanceof JsonArray array) {
            for (Json item : array.items()) {
                votes.add(vote(item));
            }
            return votes;
        }
        throw broken();
    }

    private static Vote vote(Json item) {
        if (item instanceof JsonObject object
                && object.get("person") instanceof JsonString person
                && object.get("approves") instanceof JsonBoolean approves
                && object.get("time") instanceof JsonNumber time) {
            return new Vote(new PersonId(person.value()), approves.value(), (long) time.value());
        }
        throw broken();
    }

    private static StoreProblem broken() {
        return new StoreProblem(
                StoreProblem.Code.CHAIN_BROKEN, "the votes of an approval are not what the store writes");
    }
}
