package dev.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.identity.TraceParent;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.TestInstall;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller's trace is a label: it goes along to exports, and nothing is judged by it. */
class CallersTraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final TraceParent SPAN = new TraceParent(TRACE, "00f067aa0ba902b7", "01");
    private static final Optional<TrustLevel> TRUSTED = Optional.of(TrustLevel.TRUSTED_INTERNAL_UNSIGNED);

    private final MemoryJournal journal = MemoryJournal.automatic();
    private final Gate gate = new Gate(TestInstall.parts(journal, journal, new ManualClock(), 1));

    @BeforeEach
    void setUp() {
        TestInstall.setUp(gate);
    }

    private static Call call(Optional<TrustLevel> stated, Optional<TraceParent> within) {
        return TestInstall.apiCall("s1", "write_file", true, stated).within(within);
    }

    private static Call named(String trace) {
        Call c = call(Optional.empty(), Optional.empty());
        return new Call(
                c.tenant(),
                c.agent(),
                c.door(),
                c.server(),
                c.action(),
                c.session(),
                c.openedHere(),
                c.stated(),
                c.sensitive(),
                c.userId(),
                c.userRole(),
                Optional.of(trace),
                c.observed(),
                c.dispatch(),
                c.repeatable(),
                c.nonce());
    }

    @Test
    void the_facts_of_a_call_within_a_trace_are_those_of_the_same_call_without() {
        Decided without = released(gate.authorize(call(TRUSTED, Optional.empty())));
        Decided within = released(gate.authorize(call(TRUSTED, Optional.of(SPAN))));
        assertEquals(without.facts().what(), within.facts().what());
        assertEquals(without.judgement().decision(), within.judgement().decision());
        String facts = new String(FactsCodec.bytes(within.facts()), StandardCharsets.UTF_8);
        assertTrue(!facts.contains(TRACE) && !facts.contains(SPAN.span()), facts);
        assertEquals(Optional.of(SPAN.text()), within.trace());
    }

    @Test
    void a_held_call_is_claimed_in_the_trace_it_was_asked_in() {
        Decided held = assertInstanceOf(
                        Answer.Recorded.class, gate.authorize(call(Optional.of(TrustLevel.UNKNOWN), Optional.of(SPAN))))
                .decided();
        var approval = held.approval().orElseThrow();
        gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), true);
        Decided claimed =
                released(gate.consume(TestInstall.TENANT, TestInstall.AGENT, approval.id(), Optional.empty()));
        assertEquals(Optional.of(SPAN.text()), held.trace());
        assertEquals(Optional.of(SPAN.text()), claimed.trace());
    }

    @Test
    void a_caller_that_names_no_trace_means_its_spans() {
        Call within = call(Optional.empty(), Optional.of(SPAN));
        assertEquals(Optional.of(TRACE), within.traceId());
        assertEquals(Optional.empty(), call(Optional.empty(), Optional.empty()).trace());
    }

    @Test
    void what_a_caller_names_itself_is_kept_and_goes_before_a_field_of_another_trace() {
        assertEquals(
                Optional.of(SPAN.text()), named(TRACE).within(Optional.of(SPAN)).trace());
        Call run = named("run-7").within(Optional.of(SPAN));
        assertEquals(Optional.of(SPAN.text()), run.trace(), "a name is no trace to hang a span in");
        assertEquals(Optional.of("run-7"), run.traceId(), "but it stays what the caller called it");
        String other = "0af7651916cd43dd8448eb211c80319c";
        assertEquals(Optional.of(other), named(other).within(Optional.of(SPAN)).trace());
    }

    private static Decided released(Answer answer) {
        return assertInstanceOf(Answer.Released.class, answer).decided();
    }
}
