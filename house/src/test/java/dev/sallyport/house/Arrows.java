package dev.sallyport.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The order of the modules, from the ground up, and the rule that an import only ever points to a lower floor.
 *
 * <p>Modules on one floor do not import each other. Inside a module the same holds for packages in a weaker form: their imports
 * form no cycle.
 */
final class Arrows {

    private static final List<Set<String>> FLOORS = List.of(
            Set.of("action", "text"),
            Set.of("sigma", "provenance", "ledger", "cedar"),
            Set.of("shield", "scan", "sdk"),
            Set.of("gate"),
            Set.of("guard"),
            Set.of("connect", "soc", "govern", "redteam"),
            Set.of("testkit"),
            Set.of("store"),
            Set.of("server"),
            Set.of("cli"),
            Set.of("bench"));

    /** Stands beside the house: imports no module, and none imports it. */
    private static final Set<String> APART = Set.of("mailroom");

    /** Only tests may import it, so no main class of a module does. */
    private static final Set<String> FOR_TESTS = Set.of("testkit");

    private final JavaClasses classes;
    private final String base;

    Arrows(JavaClasses classes, String base) {
        this.classes = classes;
        this.base = base;
    }

    /** Every import that points up, sideways, to a module apart or to one that has no floor. */
    List<String> violationsBetweenModules() {
        SortedSet<String> violations = new TreeSet<>();
        for (JavaClass from : classes) {
            String module = Classes.moduleOf(from.getName(), base);
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                String other = Classes.moduleOf(target, base);
                if (!module.isEmpty() && !other.isEmpty() && !module.equals(other)) {
                    refusal(module, other)
                            .ifPresent(why -> violations.add(from.getName() + " -> " + target + ": " + why));
                }
            }
        }
        return List.copyOf(violations);
    }

    private static Optional<String> refusal(String from, String to) {
        if (APART.contains(from) || APART.contains(to)) {
            return Optional.of("`" + (APART.contains(from) ? from : to) + "` stands apart from the house");
        }
        if (FOR_TESTS.contains(to)) {
            return Optional.of("`" + to + "` is for tests");
        }
        int fromFloor = floor(from);
        int toFloor = floor(to);
        if (fromFloor < 0 || toFloor < 0) {
            return Optional.of(
                    "`" + (fromFloor < 0 ? from : to) + "` has no floor: give it one in Arrows and ARCHITECTURE.md");
        }
        if (toFloor == fromFloor) {
            return Optional.of("sideways on floor " + fromFloor);
        }
        return toFloor > fromFloor ? Optional.of("up from floor " + fromFloor + " to " + toFloor) : Optional.empty();
    }

    private static int floor(String module) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(module)) {
                return floor;
            }
        }
        return -1;
    }

    /** One line for each circle of packages inside a module: {@code a -> b -> a}. */
    List<String> cyclesBetweenPackages() {
        SortedMap<String, SortedSet<String>> imports = packageImports();
        SortedSet<String> cycles = new TreeSet<>();
        Set<String> told = new TreeSet<>();
        for (String start : imports.keySet()) {
            if (told.contains(start)) {
                continue;
            }
            List<String> circle = wayBack(imports, start);
            if (!circle.isEmpty()) {
                told.addAll(circle);
                cycles.add(String.join(" -> ", circle) + " -> " + start);
            }
        }
        return List.copyOf(cycles);
    }

    private SortedMap<String, SortedSet<String>> packageImports() {
        SortedMap<String, SortedSet<String>> imports = new TreeMap<>();
        for (JavaClass from : classes) {
            String module = Classes.moduleOf(from.getName(), base);
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                boolean sameModule = !module.isEmpty()
                        && Classes.moduleOf(to.getName(), base).equals(module);
                if (sameModule && !to.getPackageName().equals(from.getPackageName())) {
                    imports.computeIfAbsent(from.getPackageName(), name -> new TreeSet<>())
                            .add(to.getPackageName());
                }
            }
        }
        return imports;
    }

    /** The shortest way along imports from a package back to itself, without its end; empty when there is none. */
    private static List<String> wayBack(SortedMap<String, SortedSet<String>> imports, String start) {
        Map<String, String> cameFrom = new TreeMap<>();
        List<String> front = List.of(start);
        while (!front.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (String here : front) {
                for (String there : imports.getOrDefault(here, new TreeSet<>())) {
                    if (there.equals(start)) {
                        return way(cameFrom, start, here);
                    }
                    if (cameFrom.putIfAbsent(there, here) == null) {
                        next.add(there);
                    }
                }
            }
            front = next;
        }
        return List.of();
    }

    private static List<String> way(Map<String, String> cameFrom, String start, String end) {
        List<String> way = new ArrayList<>();
        for (String here = end; !here.equals(start); here = Objects.requireNonNull(cameFrom.get(here))) {
            way.addFirst(here);
        }
        way.addFirst(start);
        return way;
    }
}
