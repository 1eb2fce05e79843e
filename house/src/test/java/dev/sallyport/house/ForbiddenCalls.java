package dev.sallyport.house;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Calls that take time or chance from the machine. Only the modules that construct things may make them; the others are handed a
 * clock, a ticker, an id source or a seed, so that a judgement can be derived again.
 */
final class ForbiddenCalls {

    private static final Set<String> MAY = Set.of("server", "cli", "sdk", "bench", "mailroom", "testkit");

    /** Class and the methods that ask the machine, whatever their parameters. */
    private static final Map<String, Set<String>> METHODS = Map.of(
            "java.lang.System", Set.of("nanoTime", "currentTimeMillis"),
            "java.lang.Math", Set.of("random"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.concurrent.ThreadLocalRandom", Set.of("current"),
            "java.util.random.RandomGenerator", Set.of("of", "getDefault"),
            "java.security.SecureRandom", Set.of("<init>", "getInstance", "getInstanceStrong"),
            "java.time.Clock",
                    Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds", "tickMinutes"),
            "java.time.InstantSource", Set.of("system"));

    /** These ask the machine only when nothing is handed to them. */
    private static final Set<String> BARE_CONSTRUCTORS =
            Set.of("java.util.Random", "java.util.SplittableRandom", "java.util.Date", "java.util.GregorianCalendar");

    private ForbiddenCalls() {}

    static List<String> in(JavaClasses classes, String base) {
        SortedSet<String> found = new TreeSet<>();
        for (JavaClass from : classes) {
            String module = Classes.moduleOf(from.getName(), base);
            if (module.isEmpty() || MAY.contains(module)) {
                continue;
            }
            for (JavaAccess<?> access : from.getAccessesFromSelf()) {
                if (access.getTarget() instanceof CodeUnitAccessTarget target && asksTheMachine(target)) {
                    found.add(from.getName() + " calls " + target.getOwner().getSimpleName() + "." + target.getName());
                }
            }
        }
        return List.copyOf(found);
    }

    private static boolean asksTheMachine(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        List<String> parameters =
                target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
        return METHODS.getOrDefault(owner, Set.of()).contains(name)
                || (BARE_CONSTRUCTORS.contains(owner) && name.equals("<init>") && parameters.isEmpty())
                || (owner.startsWith("java.time.") && name.equals("now") && !parameters.contains("java.time.Clock"));
    }
}
