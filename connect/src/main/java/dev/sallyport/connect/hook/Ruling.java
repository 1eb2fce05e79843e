package dev.sallyport.connect.hook;

import java.util.List;
import java.util.Optional;

/** What a host is told. */
public sealed interface Ruling {
    /**
     * Sallyport has nothing against it; the host's own rules and questions stand.
     *
     * @param advisories a line each for the agent's user, of what shields flagged
     * @param review where the user can say that it was flagged wrongly; empty if it is about no decision that is known
     */
    record Pass(List<String> advisories, Optional<Review> review) implements Ruling {
        public Pass {
            advisories = List.copyOf(advisories);
        }

        /** Nothing was flagged. */
        public Pass() {
            this(List.of(), Optional.empty());
        }

        /** All of it in one line, if there is any. */
        public Optional<String> line() {
            String where = review.map(r -> "; " + r.words()).orElse("");
            return advisories.isEmpty()
                    ? Optional.empty()
                    : Optional.of("Sallyport: " + String.join("; ", advisories) + where);
        }
    }

    /**
     * It must not run.
     *
     * @param code stable reason code
     * @param sentence the reason for people and models
     */
    record Refuse(String code, String sentence) implements Ruling {
        /** What the agent reads. */
        public String words() {
            return "[" + code + "] refused by Sallyport: " + sentence;
        }
    }
}
