package dev.sallyport.connect.model;

import dev.sallyport.gate.Decided;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.Agent;
import java.util.Optional;

/** One question that may be asked, and the answer to it. Confined to one thread. */
final class ModelExchange {
    /**
     * The question.
     *
     * @param heard what its conversation holds
     */
    record Asked(
            Agent agent, SessionId session, ModelRoute route, ModelRequest request, Heard heard, Decided decided) {}

    /**
     * What a conversation holds that no released call explains.
     *
     * @param strange whether there is anything that a stranger may have written
     * @param blind whether the session can't know of it where values come from: it can't be read, or no words of the user are known
     */
    record Heard(boolean strange, boolean blind) {}

    private final ModelDoor door;
    private final Asked asked;
    private final GuardedWords words;
    private int held;
    private int calls;

    ModelExchange(ModelDoor door, Asked asked, GuardedWords words) {
        this.door = door;
        this.asked = asked;
        this.words = words;
    }

    Asked asked() {
        return asked;
    }

    GuardedWords words() {
        return words;
    }

    /**
     * So many bytes of a tool call are held back.
     *
     * @throws ModelRefusal beyond {@link ModelLimits#HELD_BYTES}
     */
    void hold(int bytes) {
        held += bytes;
        if (held > ModelLimits.HELD_BYTES) {
            throw ModelRefusal.tooLarge();
        }
    }

    /** Has a tool call judged that is whole. */
    Judged judge(ToolUse use) {
        calls++;
        if (calls > ModelLimits.HELD_CALLS) {
            throw ModelRefusal.tooLarge();
        }
        return door.judge(asked, words, use);
    }

    /** What stands in the place of something that nobody knows how to judge. */
    static String unknown(String what) {
        return ModelDoor.words(
                "block_unknown",
                "the answer held " + what + ", which nobody here knows how to judge",
                Optional.empty());
    }

    void ended(boolean whole, String outputHash) {
        door.ended(asked, whole, outputHash);
    }

    void notStarted() {
        door.notStarted(asked);
    }
}
