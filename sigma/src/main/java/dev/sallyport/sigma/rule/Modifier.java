package dev.sallyport.sigma.rule;

import java.util.Locale;
import java.util.Optional;

/** What may stand behind a field's name (Sigma specification 2.1, appendix on modifiers). */
enum Modifier {
    CONTAINS,
    STARTSWITH,
    ENDSWITH,
    ALL,
    EXISTS,
    CASED,
    NEQ,
    RE,
    I,
    M,
    S,
    BASE64,
    BASE64OFFSET,
    UTF16,
    UTF16LE,
    UTF16BE,
    WIDE,
    WINDASH,
    LT,
    LTE,
    GT,
    GTE,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR,
    CIDR,
    EXPAND,
    FIELDREF;

    static Optional<Modifier> of(String name) {
        String word = switch (name) {
            case "ignorecase" -> "i";
            case "multiline" -> "m";
            case "dotall" -> "s";
            default -> name;
        };
        for (Modifier modifier : values()) {
            if (modifier.word().equals(word)) {
                return Optional.of(modifier);
            }
        }
        return Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it speaks of the list of values or of the answer, not of one value. */
    boolean isAboutTheItem() {
        return this == ALL || this == NEQ;
    }
}
