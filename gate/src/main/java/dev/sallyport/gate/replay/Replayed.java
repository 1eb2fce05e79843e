package dev.sallyport.gate.replay;

import dev.sallyport.gate.identity.DecisionId;

/** What came of deriving one past decision again. */
public sealed interface Replayed {
    /** The decision it is about. */
    DecisionId decision();

    /** Derived again, equal byte for byte. */
    record Same(DecisionId decision) implements Replayed {}

    /**
     * Derived again, and different: either the record or the code was changed.
     *
     * @param recorded what the receipt says
     * @param derived what the facts give
     */
    record Differs(DecisionId decision, String recorded, String derived) implements Replayed {}

    /** The facts were erased, or their term was over, as a receipt says; only the decision's receipt is left. */
    record Erased(DecisionId decision) implements Replayed {}

    /** The facts are gone and no receipt says that they were removed: somebody took them out of the store. */
    record Missing(DecisionId decision) implements Replayed {}

    /** Another version of the judgement decided it; equality is not promised. */
    record OtherDecider(DecisionId decision, String version) implements Replayed {}

    /** What is kept can't be read: changed, or sealed under another key. */
    record Unreadable(DecisionId decision, String why) implements Replayed {}
}
