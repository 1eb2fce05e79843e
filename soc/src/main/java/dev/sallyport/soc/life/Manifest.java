package dev.sallyport.soc.life;

import dev.sallyport.soc.detect.SigmaRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What a rules folder says of its rules: the file {@code lifecycle.json} beside them. Immutable.
 *
 * @param rules by the rule's id, else its name
 */
public record Manifest(SequencedMap<String, Entry> rules) {
    /** Its name in a folder. */
    public static final String FILE = "lifecycle.json";

    /** A folder without one: its rules are recorded and go no further. */
    public static final Manifest NONE = new Manifest(new TreeMap<>());

    public Manifest {
        rules = Collections.unmodifiableSequencedMap(new TreeMap<>(rules));
    }

    /**
     * Why a rule may not run.
     *
     * @param code {@code rule_unlisted}, {@code rule_without_changelog} or {@code rule_missing}
     */
    public record Fault(String code, String rule, String message) {}

    /** What is wrong between the file and the rules beside it, in order of the rules; empty if every version has its entry. */
    public List<Fault> faults(List<SigmaRules.Whole> wholes) {
        List<Fault> faults = new ArrayList<>();
        Map<String, Entry> left = new TreeMap<>(rules);
        for (SigmaRules.Whole whole : wholes) {
            String id = whole.rule().id();
            Entry entry = left.remove(id);
            if (entry == null) {
                faults.add(new Fault(
                        "rule_unlisted",
                        id,
                        "`" + whole.rule().title() + "` (" + id + ") has no entry in " + FILE
                                + ": run `sallyport rules note` and say what it is"));
            } else if (!entry.newest().digest().equals(whole.digest())) {
                faults.add(new Fault(
                        "rule_without_changelog",
                        id,
                        "`" + whole.rule().title() + "` (" + id + ") reads " + whole.digest() + ", and version "
                                + entry.newest().version() + " in " + FILE + " is "
                                + entry.newest().digest() + ": run `sallyport rules note` and say what changed"));
            }
        }
        left.keySet()
                .forEach(id -> faults.add(new Fault(
                        "rule_missing",
                        id,
                        FILE + " names `" + id + "`, which no rule beside it is called: take the entry out")));
        return faults;
    }

    /** The same, where every rule that reads otherwise than its newest version, or has none, has a new version with that change. */
    public Manifest noted(List<SigmaRules.Whole> wholes, String date, String change) {
        SequencedMap<String, Entry> next = new TreeMap<>(rules);
        for (SigmaRules.Whole whole : wholes) {
            String id = whole.rule().id();
            Entry entry = next.get(id);
            if (entry == null) {
                next.put(id, Entry.first(whole.digest(), date, change));
            } else if (!entry.newest().digest().equals(whole.digest())) {
                next.put(id, entry.and(whole.digest(), date, change));
            }
        }
        next.keySet().retainAll(wholes.stream().map(whole -> whole.rule().id()).toList());
        return new Manifest(next);
    }
}
