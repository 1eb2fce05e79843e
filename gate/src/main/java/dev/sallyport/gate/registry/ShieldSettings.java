package dev.sallyport.gate.registry;

import dev.sallyport.shield.Setting;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How one tenant's shields are set: for the whole of it, and for cells that have settings of their own. A cell is what its agents are registered
 * with as their environment. The most specific setting of mode and rule holds: the cell's, else the tenant's, else {@link Setting#DEFAULT};
 * which version runs is the tenant's matter alone, so that a roll-back reaches every cell. Immutable.
 */
public final class ShieldSettings {
    /** Nobody set anything. */
    static final ShieldSettings NONE = new ShieldSettings(Map.of(), Map.of(), Map.of(), Map.of());

    private final Map<String, Setting> whole;
    private final Map<String, Map<String, Setting>> own;
    /** By shield, and cell if it is a cell's; empty where nothing was set before. */
    private final Map<String, Optional<Setting>> before;
    /** The highest version of a rule that was ever set, by shield. */
    private final Map<String, Integer> rules;
    /** What holds in each cell that has settings of its own: computed once, read with every call. */
    private final Map<String, Map<String, Setting>> holding = new HashMap<>();

    private ShieldSettings(
            Map<String, Setting> whole,
            Map<String, Map<String, Setting>> own,
            Map<String, Optional<Setting>> before,
            Map<String, Integer> rules) {
        this.whole = Map.copyOf(whole);
        this.own = Map.copyOf(own);
        this.before = Map.copyOf(before);
        this.rules = Map.copyOf(rules);
        own.forEach((cell, settings) -> holding.put(cell, merged(settings)));
    }

    private Map<String, Setting> merged(Map<String, Setting> settings) {
        Map<String, Setting> merged = new HashMap<>(whole);
        settings.forEach((shield, setting) -> merged.put(
                shield,
                setting.running(whole.getOrDefault(shield, Setting.DEFAULT).pinned())));
        return Map.copyOf(merged);
    }

    /** What holds where no cell says otherwise, by shield's name; one that is missing has {@link Setting#DEFAULT}. */
    public Map<String, Setting> whole() {
        return whole;
    }

    /** What holds for agents of that cell, by shield's name; one that is missing has {@link Setting#DEFAULT}. */
    public Map<String, Setting> in(String cell) {
        return holding.getOrDefault(cell, whole);
    }

    /** The cells that set that shield themselves, and what holds there. */
    public SortedMap<String, Setting> cells(String shield) {
        SortedMap<String, Setting> cells = new TreeMap<>();
        own.forEach((cell, settings) -> {
            if (settings.containsKey(shield)) {
                cells.put(cell, in(cell).getOrDefault(shield, Setting.DEFAULT));
            }
        });
        return Collections.unmodifiableSortedMap(cells);
    }

    /** Whether some shield may do less in that cell than in the rest of the tenant. */
    public boolean isLooser(String cell) {
        return own.getOrDefault(cell, Map.of()).entrySet().stream()
                .anyMatch(set -> set.getValue().isLooser(whole.getOrDefault(set.getKey(), Setting.DEFAULT)));
    }

    /**
     * How it was set there before it was last set there.
     *
     * @param cell empty for the whole tenant
     * @return empty if it never was set there; holding an empty one if the cell had no setting of its own before
     */
    public Optional<Optional<Setting>> before(String shield, Optional<String> cell) {
        return Optional.ofNullable(before.get(place(shield, cell)));
    }

    /** The cells for which that shield was ever set, whether they have a setting of their own still or not. */
    public SortedSet<String> cellsSet(String shield) {
        String start = place(shield, Optional.of(""));
        return before.keySet().stream()
                .filter(place -> place.startsWith(start))
                .map(place -> place.substring(start.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The version of the next rule with a threshold of its own: no two thresholds of a shield share one, whatever cell they are for. */
    public int nextRule(String shield) {
        return 1 + rules.getOrDefault(shield, Setting.DEFAULT.rule().version());
    }

    private static String place(String shield, Optional<String> cell) {
        return shield + cell.map(name -> "@" + name).orElse("");
    }

    /** The same, set for the whole tenant. */
    ShieldSettings with(String shield, Setting setting) {
        Map<String, Setting> next = new HashMap<>(whole);
        Setting was = next.put(shield, setting);
        return new ShieldSettings(
                next,
                own,
                noting(place(shield, Optional.empty()), Optional.of(was == null ? Setting.DEFAULT : was)),
                counting(shield, Optional.of(setting)));
    }

    /** The same, set for one cell; empty: the cell has no setting of its own any more. */
    ShieldSettings with(String cell, String shield, Optional<Setting> setting) {
        Map<String, Setting> settings = new HashMap<>(own.getOrDefault(cell, Map.of()));
        Optional<Setting> was = Optional.ofNullable(settings.remove(shield));
        setting.ifPresent(s -> settings.put(shield, s));
        Map<String, Map<String, Setting>> next = new HashMap<>(own);
        next.remove(cell);
        if (!settings.isEmpty()) {
            next.put(cell, Map.copyOf(settings));
        }
        return new ShieldSettings(
                whole, next, noting(place(shield, Optional.of(cell)), was), counting(shield, setting));
    }

    private Map<String, Optional<Setting>> noting(String place, Optional<Setting> was) {
        Map<String, Optional<Setting>> next = new HashMap<>(before);
        next.put(place, was);
        return next;
    }

    private Map<String, Integer> counting(String shield, Optional<Setting> setting) {
        Map<String, Integer> next = new HashMap<>(rules);
        setting.ifPresent(s -> next.merge(shield, s.rule().version(), Math::max));
        return next;
    }
}
