package dev.sallyport.shield.packages;

import dev.sallyport.shield.packages.list.KnownNames;
import dev.sallyport.shield.packages.list.Malicious;
import dev.sallyport.shield.packages.name.Ecosystem;
import dev.sallyport.shield.packages.registry.Facts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an operator imported: lists of malicious packages, what registries said, and what is the operator's own. Immutable.
 *
 * @param list malicious packages
 * @param known the names registries had, where a list of them was imported
 * @param facts by registry and normal name
 * @param own what the operator calls their own
 * @param revision 1 for the first import, one more for each after it
 */
public record Imported(
        Malicious list,
        Map<Ecosystem, KnownNames> known,
        Map<Ecosystem, Map<String, Facts>> facts,
        Own own,
        int revision) {
    /** Nothing yet. */
    public static final Imported NOTHING =
            new Imported(new Malicious.Builder().build(), Map.of(), Map.of(), Own.NOTHING, 0);

    public Imported {
        known = Map.copyOf(known);
        facts = Map.copyOf(facts);
    }

    /** How many packages it has facts of. */
    public int factCount() {
        return facts.values().stream().mapToInt(Map::size).sum();
    }

    /** This and what a later import brings: of one package's facts, of one registry's names and of one malicious name the later ones hold. */
    public Imported and(Imported later) {
        Malicious.Builder lists = new Malicious.Builder();
        list.entries()
                .forEach((ecosystem, names) -> names.forEach((name, entry) -> {
                    if (later.list.find(ecosystem, name).isEmpty()) {
                        lists.add(ecosystem, name, entry);
                    }
                }));
        later.list.entries().forEach((ecosystem, names) -> names.forEach((n, e) -> lists.add(ecosystem, n, e)));
        Map<Ecosystem, KnownNames> names = new EnumMap<>(Ecosystem.class);
        names.putAll(known);
        names.putAll(later.known);
        Map<Ecosystem, Map<String, Facts>> said = new EnumMap<>(Ecosystem.class);
        facts.forEach((ecosystem, own) -> said.put(ecosystem, new HashMap<>(own)));
        later.facts.forEach((ecosystem, own) ->
                said.computeIfAbsent(ecosystem, e -> new HashMap<>()).putAll(own));
        Own both = new Own(joined(own.names(), later.own.names()), joined(own.hosts(), later.own.hosts()));
        return new Imported(lists.build(), names, said, both, Math.max(revision, later.revision) + 1);
    }

    /** This without some names on the list: those whose entries were taken back. */
    public Imported without(Map<Ecosystem, Set<String>> gone) {
        Malicious.Builder left = new Malicious.Builder();
        list.entries()
                .forEach((ecosystem, names) -> names.forEach((name, entry) -> {
                    if (!gone.getOrDefault(ecosystem, Set.of()).contains(name)) {
                        left.add(ecosystem, name, entry);
                    }
                }));
        return new Imported(left.build(), known, facts, own, revision);
    }

    private static List<String> joined(List<String> a, List<String> b) {
        Set<String> all = new LinkedHashSet<>(a);
        all.addAll(b);
        return new ArrayList<>(all);
    }
}
