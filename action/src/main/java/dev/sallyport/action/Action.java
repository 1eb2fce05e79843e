package dev.sallyport.action;

import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Refusal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing an agent wants done, exactly as it would be done: a call of a tool, a hostcall, a command.
 *
 * @param tool the tool or server, for example {@code github}; not empty
 * @param action the operation of that tool, for example {@code merge_pull_request}; not empty
 * @param resource what it acts on, or null when the operation names nothing
 * @param mutatesState whether the caller says that it changes something; a claim, not a fact
 * @param parameters the arguments that are dispatched
 */
public record Action(
        String tool, String action, @Nullable String resource, boolean mutatesState, JsonObject parameters) {
    private static final String TOOL = "tool";
    private static final String ACTION = "action";
    private static final String RESOURCE = "resource";
    private static final String MUTATES_STATE = "mutates_state";
    private static final String PARAMETERS = "parameters";
    private static final Set<String> MEMBERS = Set.of(TOOL, ACTION, RESOURCE, MUTATES_STATE, PARAMETERS);

    /**
     * @throws IllegalArgumentException when the tool or the action has no name
     */
    public Action {
        if (tool.isEmpty() || action.isEmpty()) {
            throw new IllegalArgumentException("an action needs a tool and an operation, both with a name");
        }
    }

    /**
     * Reads an action. All members but {@code resource} must be there, none else may be; an absent resource is a null one.
     *
     * @throws MalformedJson with {@code missing_member}, {@code unknown_member}, {@code wrong_type} or {@code empty_name}
     */
    public static Action fromJson(JsonObject object) {
        for (String name : object.members().keySet()) {
            if (!MEMBERS.contains(name)) {
                throw refused(Refusal.UNKNOWN_MEMBER, "action with member " + MalformedJson.quoted(name));
            }
        }
        return new Action(
                named(object, TOOL),
                named(object, ACTION),
                resource(object),
                flag(object, MUTATES_STATE),
                object(object, PARAMETERS));
    }

    /** The action as its five members; a missing resource is a JSON null. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put(TOOL, tool)
                .put(ACTION, action)
                .putNullable(RESOURCE, resource)
                .put(MUTATES_STATE, mutatesState)
                .put(PARAMETERS, parameters)
                .build();
    }

    /**
     * The bytes that are hashed and dispatched.
     *
     * @throws MalformedJson when the scheme has no bytes for one of the values, see {@link CanonicalForm#of}
     */
    public byte[] canonical(Scheme scheme) {
        return CanonicalForm.of(toJson(), scheme);
    }

    /**
     * The commitment to {@link #canonical}.
     *
     * @throws MalformedJson as {@link #canonical} does
     */
    public ActionHash hash(Scheme scheme) {
        return ActionHash.of(toJson(), scheme);
    }

    /**
     * The commitments under {@link Scheme#SALLYPORT_JCS_2} and under the scheme of an agent.
     *
     * @throws MalformedJson as {@link #canonical} does
     */
    public ActionHash.Pair hashes(Scheme shown) {
        return ActionHash.pair(toJson(), shown);
    }

    private static String named(JsonObject object, String member) {
        if (!(required(object, member) instanceof JsonString string)) {
            throw wrongType(member, "a string");
        }
        if (string.value().isEmpty()) {
            throw refused(Refusal.EMPTY_NAME, "empty member `" + member + "`");
        }
        return string.value();
    }

    private static @Nullable String resource(JsonObject object) {
        return switch (object.get(RESOURCE)) {
            case null -> null;
            case JsonNull none -> null;
            case JsonString string -> string.value();
            case Json other -> throw wrongType(RESOURCE, "a string or null");
        };
    }

    private static boolean flag(JsonObject object, String member) {
        if (!(required(object, member) instanceof JsonBoolean flag)) {
            throw wrongType(member, "true or false");
        }
        return flag.value();
    }

    private static JsonObject object(JsonObject object, String member) {
        if (!(required(object, member) instanceof JsonObject inner)) {
            throw wrongType(member, "an object");
        }
        return inner;
    }

    private static Json required(JsonObject object, String member) {
        Json value = object.get(member);
        if (value == null) {
            throw refused(Refusal.MISSING_MEMBER, "action without member `" + member + "`");
        }
        return value;
    }

    private static MalformedJson wrongType(String member, String wanted) {
        return refused(Refusal.WRONG_TYPE, "member `" + member + "` is not " + wanted);
    }

    private static MalformedJson refused(Refusal refusal, String what) {
        return new MalformedJson(refusal, MalformedJson.NOWHERE, what);
    }
}
