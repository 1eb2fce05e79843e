package dev.sallyport.gate.session;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.provenance.assess.Assessment;
import dev.sallyport.provenance.assess.SessionContent;
import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.index.HashKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What entered one session, as far as the gateway knows, and what it knows to be missing. Kept in memory only. Owned by the session's
 * one writer.
 *
 * <p>Nothing is kept before the user's words are known, because without them nothing is assessed. What is missing is one of three:
 *
 * <ul>
 *   <li>unseen: content entered that can't be looked at any more, or that the agent may have before the gateway does. With a doubtful
 *       influence the session is then not assessed, and the rules on trust levels stand;
 *   <li>awaited: the gateway sent a call and will see its answer before the agent does;
 *   <li>inherited: another session of the agent let something doubtful in.
 * </ul>
 *
 * In all three an assessment takes the worst of what is missing: see {@link SessionContent#assess(ToolEntry, JsonObject, boolean)}.
 */
final class Known {
    /** How many calls of a session may wait for their answers; of the oldest beyond that the answer counts as unseen. */
    static final int MOST_AWAITED = 256;

    /** How many characters of the user's words one session keeps. */
    static final int MOST_WORDS = 1 << 20;

    /** How many characters heard before the user's words are kept until they come; of the rest nothing is known. */
    static final int MOST_EARLY = 1 << 16;

    /** A text that nobody vouches for. */
    private static final ToolEntry STRANGER = new ToolEntry(
            "message", Tier.READ, Kind.NONE, List.of(), Map.of(), Map.of(), ToolEntry.Records.ROWS, Set.of());

    private record Awaited(ToolEntry tool, JsonObject arguments, TrustLevel trust, boolean dispatched) {}

    private final Map<DecisionId, Awaited> awaited = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();
    private final List<String> early = new ArrayList<>();
    private int earlyChars;
    private int wordChars;
    private @Nullable SessionContent content;
    private @Nullable HashKey key;
    private boolean unseen;
    private boolean inherited;

    /** Takes in what the user said; false if the session holds too much of it already. */
    boolean say(String text, HashKey drawn) {
        if (text.length() > MOST_WORDS - wordChars) {
            return false;
        }
        wordChars += text.length();
        words.add(text);
        if (content == null) {
            key = drawn;
            content = new SessionContent(drawn);
        }
        content.prompt(text);
        List<String> waiting = List.copyOf(early);
        early.clear();
        waiting.forEach(this::overhear);
        return true;
    }

    boolean hasWords() {
        return content != null;
    }

    /** Something entered that nobody can look at. */
    void miss() {
        unseen = true;
    }

    /** Something doubtful is in another session of the agent, and may be in this one. */
    void inherit() {
        inherited = true;
    }

    /** Text entered that belongs to no call and that nobody vouches for. What comes before the user's words is looked at with them. */
    void overhear(String text) {
        if (content != null) {
            content.result(STRANGER, JsonObject.of(), text, TrustLevel.UNTRUSTED_EXTERNAL);
        } else if (earlyChars + text.length() <= MOST_EARLY) {
            earlyChars += text.length();
            early.add(text);
        } else {
            unseen = true;
        }
    }

    /**
     * A call was released.
     *
     * @param dispatched whether the gateway sends it, and so sees its answer before the agent does
     * @return whether its answer is waited for
     */
    boolean await(DecisionId call, ToolEntry tool, JsonObject arguments, TrustLevel trust, boolean dispatched) {
        if (content == null || awaited.size() >= MOST_AWAITED) {
            unseen = true;
            return false;
        }
        awaited.put(call, new Awaited(tool, arguments, trust, dispatched));
        return true;
    }

    /** A call that was to be released was not, or never began: no answer came. */
    void forgo(DecisionId call) {
        awaited.remove(call);
    }

    /**
     * A call was answered.
     *
     * @param texts everything of the answer that is text
     * @param whole whether that is all of it
     * @param believed whether the fields may count as what the catalogue says, else all of them are a stranger's
     */
    void answer(DecisionId call, List<String> texts, boolean whole, boolean believed) {
        Awaited sent = awaited.remove(call);
        if (sent == null || content == null) {
            return;
        }
        unseen |= !whole;
        ToolEntry tool = believed ? sent.tool() : sent.tool().unbelieved();
        for (String text : texts.isEmpty() ? List.of("") : texts) {
            content.result(tool, sent.arguments(), text, sent.trust());
        }
    }

    /** What is known of a call; nothing where the rules on trust levels must stand. */
    Optional<Assessment> assess(ToolEntry tool, JsonObject arguments, boolean doubtful) {
        if (content == null) {
            return Optional.empty();
        }
        boolean missing = unseen || awaited.values().stream().anyMatch(a -> !a.dispatched());
        if (missing && doubtful) {
            return Optional.empty();
        }
        return Optional.of(content.assess(tool, arguments, missing || inherited || !awaited.isEmpty()));
    }

    /** Lets go of everything but the user's words. */
    void forget() {
        unseen = true;
        if (key != null) {
            SessionContent bare = new SessionContent(key);
            words.forEach(bare::prompt);
            content = bare;
        }
    }

    Set<DecisionId> awaited() {
        return Set.copyOf(awaited.keySet());
    }

    long memoryBytes() {
        return content == null ? 0 : content.memoryBytes();
    }
}
