package dev.sallyport.soc.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.detect.RuleRef;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.detect.Stage;
import dev.sallyport.soc.incident.Incident;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CasesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final long NOON = 1_790_000_000_000L;

    private final MemoryBook kept = new MemoryBook();
    private final AtomicInteger intruding = new AtomicInteger();

    /** The book, in which another gateway writes between a reading and the writing that follows, as often as is asked for. */
    private final Book shared = (Book) Proxy.newProxyInstance(
            Book.class.getClassLoader(), new Class<?>[] {Book.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("keep") && intruding.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    new Cases(kept)
                            .change(ACME, "inc_whole", i -> i.assigned("ann", NOON + intruding.get()), List.of());
                }
                try {
                    return method.invoke(kept, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    private final Cases cases = new Cases(shared);

    private void opened(String name) {
        RuleRef rule = new RuleRef(name, name, "d", "", Severity.HIGH, Stage.ALERT, "f", List.of());
        About about = new About(Optional.of("agt_" + name), Optional.empty(), Optional.empty(), Optional.empty());
        Alert alert =
                new Alert("alr_" + name, ACME, rule, 7, NOON, NOON, NOON, about, List.of(), Optional.empty(), false);
        cases.fold(ACME, List.of(alert), (each, story) -> List.of(), Optional.empty());
    }

    @Test
    void a_story_that_changes_elsewhere_while_another_is_told_in_it_keeps_both() {
        opened("part");
        opened("whole");
        intruding.set(1);
        Incident whole = cases.merge(ACME, "inc_part", "inc_whole", NOON + 50).orElseThrow();
        assertEquals(0, intruding.get());
        assertEquals(Optional.of(whole), kept.incident(ACME, "inc_whole"));
        assertEquals(Optional.of("ann"), whole.handling().assignee());
        assertEquals(2, whole.alerts());
        assertTrue(kept.incidents(ACME, true, 10, 0).stream().noneMatch(i -> i.id().equals("inc_part")));
    }

    @Test
    void one_that_never_rests_is_told_as_such_and_nothing_is_merged() {
        opened("part");
        opened("whole");
        intruding.set(Integer.MAX_VALUE);
        assertThrows(IllegalStateException.class, () -> cases.merge(ACME, "inc_part", "inc_whole", NOON + 50));
        assertTrue(kept.incidents(ACME, true, 10, 0).stream().anyMatch(i -> i.id().equals("inc_part")));
    }

    @Test
    void what_is_not_open_or_not_there_is_merged_into_nothing() {
        opened("part");
        assertTrue(cases.merge(ACME, "inc_part", "inc_part", NOON).isEmpty());
        assertTrue(cases.merge(ACME, "inc_part", "inc_none", NOON).isEmpty());
        assertTrue(cases.merge(ACME, "inc_none", "inc_part", NOON).isEmpty());
    }
}
