package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Field;
import dev.sallyport.provenance.catalogue.Shape;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.delegation.Delegation;
import dev.sallyport.provenance.delegation.Spelling;
import dev.sallyport.provenance.document.Leaf;
import dev.sallyport.provenance.index.HashKey;
import dev.sallyport.provenance.index.SessionIndex;
import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.provenance.source.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What entered a session: the index of values, and what free text names beside. Owned by one writer. */
final class Content {
    private static final Set<Shape> NAMING =
            EnumSet.of(Shape.EMAIL, Shape.HANDLE, Shape.NAME, Shape.FILENAME, Shape.REPOSITORY, Shape.PATH);

    /** So many different addresses, and so many identifiers, are kept of one session's free text. */
    static final int MOST_NAMES = 50_000;

    private static final int MOST_PLACES = 16;

    /** What a kept name and its places take beside the index, in bytes, about. */
    private static final int NAME_BYTES = 300;

    private final SessionIndex index;
    private final List<Seen> sources = new ArrayList<>();
    private final Map<String, List<Mention>> links = new HashMap<>();
    private final Set<String> linkedHosts = new HashSet<>();
    private final Map<String, List<Mention>> identifiers = new HashMap<>();
    private final Secrets secrets = new Secrets();
    private boolean overflown;
    private boolean untrustedRead;
    private boolean sensitiveRead;

    Content(HashKey key) {
        this.index = new SessionIndex(key);
    }

    /** Takes a result in. */
    void add(Seen seen, List<Leaf> leaves) {
        sources.add(seen);
        seen.tool().names().ifPresent(field -> names(seen, field, leaves));
        for (Leaf leaf : leaves) {
            if (leaf.text().isBlank()) {
                continue;
            }
            FieldClass fieldClass = seen.tool().classOf(leaf);
            index.add(seen.source(), leaf.path(), Spelling.plain(leaf.text()), fieldClass);
            if (seen.tool()
                    .field(leaf)
                    .filter(f -> f.secret() && f.shape().fits(leaf.text()))
                    .isPresent()) {
                sensitiveRead = true;
                String name = leaf.key().equals(Leaf.UNNAMED) ? seen.tool().name() : leaf.key();
                secrets.add(leaf.text(), name);
            }
            if (fieldClass == FieldClass.EXT) {
                free(seen, leaf);
            }
        }
    }

    /** Takes in the names of members as values: of the leaf itself, and of the record it stands in. */
    private void names(Seen seen, Field field, List<Leaf> leaves) {
        Set<String> taken = new HashSet<>();
        for (Leaf leaf : leaves) {
            String record = leaf.record().substring(leaf.record().lastIndexOf('.') + 1);
            for (String name : List.of(leaf.key(), record)) {
                if (field.shape().fits(name) && taken.add(name)) {
                    index.add(seen.source(), leaf.record(), Spelling.plain(name), field.fieldClass());
                }
            }
        }
    }

    private void free(Seen seen, Leaf leaf) {
        String text = leaf.text();
        if (!mute(text)) {
            untrustedRead = true;
        }
        Mention mention = new Mention(seen, leaf.path(), leaf.record());
        for (String url : SpelledAddresses.in(text)) {
            keep(links, url, mention);
            linkedHosts.add(Spelling.host(url));
        }
        for (String identifier : Mention.identifiers(text)) {
            keep(identifiers, identifier, mention);
        }
    }

    /** Of one name the first few mentions; of names as many as fit. What no longer fits is not forgotten: the session says so. */
    private void keep(Map<String, List<Mention>> mentions, String name, Mention mention) {
        if (mentions.size() >= MOST_NAMES && !mentions.containsKey(name)) {
            overflown = true;
            return;
        }
        List<Mention> places = mentions.computeIfAbsent(name, n -> new ArrayList<>(1));
        if (places.size() < MOST_PLACES) {
            places.add(mention);
        }
    }

    /** Numbers, days, flags and a program's word for nothing tell nobody what to do. */
    private static boolean mute(String text) {
        String word = text.strip();
        return word.length() < 3
                || Shape.NUMBER.fits(word)
                || Shape.DATE.fits(word)
                || Shape.FLAG.fits(word)
                || Set.of("None", "null", "nil", "[]", "{}", "OK", "ok").contains(word);
    }

    /** The records in that result which the user named: by a field that is not free text, or by a value too odd to be chance. */
    static Set<String> named(ToolEntry tool, List<Leaf> leaves, Delegation delegation) {
        Set<String> named = new HashSet<>();
        for (Leaf leaf : leaves) {
            boolean speaksOfIt = tool.records() == ToolEntry.Records.MESSAGES && delegation.speaksOf(leaf.text());
            if (speaksOfIt && !leaf.record().equals("$")) {
                named.add(leaf.record());
            }
            if (!leaf.record().equals("$")
                    && tool.field(leaf)
                            .filter(f -> names(f, leaf.text(), delegation))
                            .isPresent()) {
                named.add(leaf.record());
            }
        }
        return named;
    }

    private static boolean names(Field field, String text, Delegation delegation) {
        if (!NAMING.contains(field.shape()) || !field.shape().fits(text)) {
            return false;
        }
        boolean person = field.shape() == Shape.EMAIL || field.shape() == Shape.HANDLE;
        return delegation.holds(text) || (person && delegation.fitsPerson(text));
    }

    SessionIndex index() {
        return index;
    }

    /** Whether something a stranger wrote is no longer known: then nothing can be said of what is found nowhere. */
    boolean forgot() {
        return overflown || index.evicted();
    }

    /** Bytes of memory, about. */
    long memoryBytes() {
        long names = (long) links.size() + identifiers.size() + secrets.size() + sources.size();
        return index.memoryBytes() + names * NAME_BYTES;
    }

    Seen seen(Source source) {
        return sources.get(source.number());
    }

    int size() {
        return sources.size();
    }

    List<Mention> links(String url) {
        return links.getOrDefault(url, List.of());
    }

    boolean linksToHost(String host) {
        return linkedHosts.contains(host);
    }

    List<Mention> identifiers(String identifier) {
        return identifiers.getOrDefault(identifier, List.of());
    }

    Secrets secrets() {
        return secrets;
    }

    boolean untrustedRead() {
        return untrustedRead;
    }

    boolean sensitiveRead() {
        return sensitiveRead;
    }
}
