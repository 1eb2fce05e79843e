package dev.sallyport.shield.packages;

import dev.sallyport.shield.packages.list.KnownNames;
import dev.sallyport.shield.packages.list.Malicious;
import dev.sallyport.shield.packages.list.Popular;
import dev.sallyport.shield.packages.list.Shipped;
import dev.sallyport.shield.packages.name.Ecosystem;
import dev.sallyport.shield.packages.registry.Facts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of packages. Immutable.
 *
 * @param popular the well-known names of each registry
 * @param known the names registries had on a day
 * @param malicious lists of malicious packages, all of which count
 * @param facts what registries said of single packages, by registry and normal name
 * @param own what the operator calls their own
 * @param revision moves with every import, 0 if there was none
 */
public record Knowledge(
        Map<Ecosystem, Popular> popular,
        Map<Ecosystem, KnownNames> known,
        List<Malicious> malicious,
        Map<Ecosystem, Map<String, Facts>> facts,
        Own own,
        int revision) {
    public Knowledge {
        popular = Map.copyOf(popular);
        known = Map.copyOf(known);
        malicious = List.copyOf(malicious);
        facts = Map.copyOf(facts);
    }

    /** What the jar brings. Reads its resources each time: keep the answer. */
    public static Knowledge shipped() {
        return new Knowledge(
                Shipped.popular(), Shipped.known(), List.of(Shipped.malicious()), Map.of(), Own.NOTHING, 0);
    }

    /** The same with what an operator imported; imported names take the place of those in the jar. */
    public Knowledge with(Imported imported) {
        Map<Ecosystem, KnownNames> names = new EnumMap<>(Ecosystem.class);
        names.putAll(known);
        names.putAll(imported.known());
        List<Malicious> lists = new ArrayList<>(malicious);
        lists.add(imported.list());
        return new Knowledge(popular, names, lists, imported.facts(), imported.own(), imported.revision());
    }

    /** The same with what the operator calls their own. */
    public Knowledge with(Own mine) {
        return new Knowledge(popular, known, malicious, facts, mine, revision);
    }

    Optional<Malicious.Entry> listed(Ecosystem ecosystem, String normal) {
        Optional<Malicious.Entry> found = Optional.empty();
        for (Malicious list : malicious) {
            Optional<Malicious.Entry> one = list.find(ecosystem, normal);
            if (one.isPresent()) {
                found = Optional.of(found.map(f -> f.and(one.get())).orElse(one.get()));
            }
        }
        return found;
    }

    Optional<Facts> facts(Ecosystem ecosystem, String normal) {
        return Optional.ofNullable(facts.getOrDefault(ecosystem, Map.of()).get(normal));
    }

    boolean wellKnown(Ecosystem ecosystem, String normal) {
        Popular list = popular.get(ecosystem);
        return list != null && list.contains(normal);
    }

    /** Whether the list of that day has the name; empty if there is no such list. */
    Optional<Boolean> registered(Ecosystem ecosystem, String normal) {
        return Optional.ofNullable(known.get(ecosystem)).map(names -> names.mayContain(normal));
    }
}
