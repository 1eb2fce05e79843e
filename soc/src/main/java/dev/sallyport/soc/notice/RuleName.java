package dev.sallyport.soc.notice;

/**
 * Which rule found it. The licence of detection rules (DRL 1.1) asks that the author is shown wherever a match is, so every
 * form of a notice shows it.
 *
 * @param id the rule's id, up to 100 characters
 * @param author who wrote it, up to 200 characters
 * @param version the rule's own, up to 40 characters; may be empty
 * @param digest of the rule's canonical form, up to 80 characters; may be empty
 */
public record RuleName(String id, String author, String version, String digest) {
    public RuleName {
        Limits.text("a rule's id", id, 1, 100);
        Limits.text("a rule's author", author, 1, 200);
        Limits.text("a rule's version", version, 0, 40);
        Limits.text("a rule's digest", digest, 0, 80);
    }

    /** Id, version if there is one, and author. */
    public String shown() {
        return id + (version.isEmpty() ? "" : " " + version) + " by " + author;
    }
}
