package dev.sallyport.shield.packages.name;

import java.util.Locale;

/**
 * One name that could be taken for another.
 *
 * @param kind by what
 * @param target the name it could be taken for
 * @param strength how seldom such a pair comes about by chance, 0 to 1: the kind's own, lowered for short and for less known targets
 */
public record Squat(Kind kind, String target, double strength) {

    /** The ways of making one name look like another. */
    public enum Kind {
        /** Letters of other scripts, or digits and pairs of letters that look like a letter. */
        HOMOGLYPH(0.99),
        /** Two neighbouring characters change places. */
        TRANSPOSITION(0.95),
        /** A character is written twice, or once where it belongs twice. */
        REPETITION(0.95),
        /** A character is missing. */
        OMISSION(0.9),
        /** A key beside the right one. */
        NEIGHBOUR(0.9),
        /** One vowel for another. */
        VOWEL(0.9),
        /** Another character. */
        REPLACEMENT(0.8),
        /** One character too many. */
        ADDITION(0.8),
        /** Hyphens, dots and underscores elsewhere. */
        DELIMITER(0.9),
        /** The same words in another order. */
        WORD_ORDER(0.85),
        /** One more or one less s. */
        PLURAL(0.85),
        /** Another number at the end. */
        NUMERAL(0.6),
        /** The name of a scope is written as part of a name, or a scope looks like another. */
        SCOPE(0.9),
        /** Two slips at once. */
        TWO_SLIPS(0.75),
        /** A known name with a word that such names often carry. */
        COMBOSQUAT(0.7);

        private final double base;

        Kind(double base) {
            this.base = base;
        }

        double base() {
            return base;
        }

        /** Lower case with hyphens. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
