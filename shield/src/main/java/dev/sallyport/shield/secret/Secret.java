package dev.sallyport.shield.secret;

import dev.sallyport.shield.Verdict;

/**
 * A stretch of a text that holds a secret or personal data. It knows where, not what: no value is in it.
 *
 * @param kind lower case with hyphens, {@code github-token}; closed, see the documentation of operators
 * @param from first character of the value alone, in UTF-16 code units
 * @param to behind its last one
 * @param confidence 0 to 1
 * @param tier what follows from it
 */
public record Secret(String kind, int from, int to, double confidence, Tier tier) {
    /** What a find is worth. */
    public enum Tier {
        /** A credential by its exact form; must not pass. */
        CERTAIN,
        /** Most likely a credential: by its name and its looks. */
        LIKELY,
        /** The form of a credential around words that say it is an example. */
        EXAMPLE,
        /** Personal data that a person would not want passed on: an account, a card, a social security number. */
        PERSONAL,
        /** Personal data of every day: an address of mail or of the network, a telephone number. */
        ORDINARY
    }

    /**
     * @throws IllegalArgumentException if it is empty
     */
    public Secret {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("a secret from " + from + " to " + to);
        }
    }

    /** Whether it is a credential that is taken out of a text. */
    public boolean isCredential() {
        return tier == Tier.CERTAIN || tier == Tier.LIKELY;
    }

    /** What a shield says of it. */
    public Verdict verdict() {
        return switch (tier) {
            case CERTAIN -> Verdict.BLOCK;
            case LIKELY, EXAMPLE, PERSONAL -> Verdict.WARN;
            case ORDINARY -> Verdict.ALLOW;
        };
    }

    Secret moved(int by) {
        return new Secret(kind, from + by, to + by, confidence, tier);
    }
}
