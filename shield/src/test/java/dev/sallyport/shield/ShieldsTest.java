package dev.sallyport.shield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShieldsTest {
    private static final Subject SUBJECT = Subject.Result.of("web", "fetch", new JsonString("text"));
    private static final Context CONTEXT = new Context("t", "a", "s", 0, Optional.empty());
    private static final ShieldVersion VERSION = new ShieldVersion("probe", "1.0.0");
    private static final Category CATEGORY = new Category("probe", "found");

    @Test
    void aShieldThatFails_isUnassessed_andBlocksOnlyWhereItMay() {
        Shields shields = shields(new Probe(true, List.of()));
        assertFalse(only(shields, ShieldMode.ADVISORY).assessed());
        assertFalse(only(shields, ShieldMode.ADVISORY).blocks());
        assertTrue(only(shields, ShieldMode.HIGH_CONFIDENCE).blocks());
        assertTrue(only(shields, ShieldMode.BLOCKING).blocks());
    }

    @Test
    void aFindingBelowTheThreshold_blocksInBlockingModeOnly() {
        Shields shields =
                shields(new Probe(false, List.of(Finding.of(Verdict.BLOCK, CATEGORY, 0.94, new Span("", 0, 4)))));
        assertFalse(only(shields, ShieldMode.ADVISORY).blocks());
        assertFalse(only(shields, ShieldMode.HIGH_CONFIDENCE).blocks());
        assertTrue(only(shields, ShieldMode.BLOCKING).blocks());
    }

    @Test
    void aFindingAtTheThreshold_andOneWithoutConfidence_blockByConfidence() {
        Span span = new Span("", 0, 4);
        assertTrue(ConfidenceRule.DEFAULT.blocks(Finding.of(Verdict.BLOCK, CATEGORY, 0.95, span)));
        assertTrue(ConfidenceRule.DEFAULT.blocks(Finding.of(Verdict.BLOCK, CATEGORY, span)));
        assertFalse(ConfidenceRule.DEFAULT.blocks(Finding.of(Verdict.WARN, CATEGORY, 1, span)));
    }

    @Test
    void aShieldThatIsOff_doesNotRun() {
        Shields shields = shields(new Probe(true, List.of()));
        assertEquals(
                List.of(),
                shields.inspect(
                        SUBJECT, CONTEXT, Map.of("probe", new Setting(ShieldMode.OFF, ConfidenceRule.DEFAULT))));
    }

    @Test
    void oneVersionTwice_isRefused() {
        Probe probe = new Probe(false, List.of());
        assertThrows(IllegalArgumentException.class, () -> new Shields(List.of(probe, probe), () -> 0));
    }

    @Test
    void theNewestVersionRuns_unlessAnotherIsPinned_andOneThatIsGoneIsUnassessed() {
        Shields shields = new Shields(List.of(probe("1.10.0"), probe("1.9.0")), () -> 0);
        assertEquals("1.10.0", ran(shields, Optional.empty()).shield().version());
        assertEquals("1.9.0", ran(shields, Optional.of("1.9.0")).shield().version());
        assertFalse(ran(shields, Optional.of("1.8.0")).assessed());
        assertEquals(
                List.of("1.9.0", "1.10.0"),
                shields.installed("probe").stream().map(ShieldVersion::version).toList());
    }

    private static Probe probe(String version) {
        return new Probe(new ShieldVersion("probe", version), false, List.of());
    }

    private static Ran ran(Shields shields, Optional<String> pinned) {
        return shields.inspect(SUBJECT, CONTEXT, Map.of("probe", Setting.DEFAULT.running(pinned)))
                .getFirst();
    }

    private static Shields shields(Shield shield) {
        return new Shields(List.of(shield), () -> 0);
    }

    private static Ran only(Shields shields, ShieldMode mode) {
        return shields.inspect(SUBJECT, CONTEXT, Map.of("probe", new Setting(mode, ConfidenceRule.DEFAULT)))
                .getFirst();
    }

    private record Probe(ShieldVersion version, boolean fails, List<Finding> findings) implements Shield {
        Probe(boolean fails, List<Finding> findings) {
            this(VERSION, fails, findings);
        }

        @Override
        public boolean concerns(Subject subject) {
            return true;
        }

        @Override
        public List<Finding> inspect(Subject subject, Context context) {
            if (fails) {
                throw new IllegalStateException("on purpose");
            }
            return findings;
        }
    }
}
