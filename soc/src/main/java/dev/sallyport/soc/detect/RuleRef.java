package dev.sallyport.soc.detect;

import java.util.List;

/**
 * The rule behind a match, as alerts show it.
 *
 * @param id the rule's id, or its name where it has none
 * @param digest SHA-256 of its canonical form: which version it was
 * @param author shown wherever a match is shown, empty if the rule does not say
 * @param family which kind of trouble it is about: rules of one family tell one story
 */
public record RuleRef(
        String id,
        String title,
        String digest,
        String author,
        Severity severity,
        Stage stage,
        String family,
        List<String> tags) {
    public RuleRef {
        tags = List.copyOf(tags);
    }

    /** The same, going no further than that. */
    public RuleRef atMost(Stage other) {
        return other.compareTo(stage) >= 0
                ? this
                : new RuleRef(id, title, digest, author, severity, other, family, tags);
    }
}
