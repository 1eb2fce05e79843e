package dev.sallyport.gate.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.SampleCommits;
import dev.sallyport.testkit.TestInstall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final long HOUR = 60 * 60 * 1000L;
    private static final long NOON = 1_767_268_800_000L;

    private final Sessions sessions = new Sessions(MemoryJournal.automatic());

    @Test
    void what_entered_is_listed_most_trusted_first_with_the_first_source_of_each_level() {
        inside("s1", true, NOON, session -> {
            session.enter(TrustLevel.UNTRUSTED_EXTERNAL, "web/b", NOON);
            session.enter(TrustLevel.SEMI_TRUSTED_CUSTOMER, "crm/a", NOON);
            session.enter(TrustLevel.UNTRUSTED_EXTERNAL, "web/c", NOON);
            assertEquals(List.of(TrustLevel.SEMI_TRUSTED_CUSTOMER, TrustLevel.UNTRUSTED_EXTERNAL), session.levels());
            assertEquals(List.of("crm/a", "web/b"), session.sources());
        });
    }

    @Test
    void a_session_is_read_and_changed_by_its_writer_only() {
        Session session = sessions.enter(TestInstall.TENANT, TestInstall.AGENT, new SessionId("s1"), true, NOON);
        assertThrows(IllegalStateException.class, session::levels);
        assertThrows(IllegalStateException.class, session::sources);
        assertThrows(IllegalStateException.class, () -> session.isUnrecorded(TrustLevel.UNKNOWN, NOON));
        assertThrows(IllegalStateException.class, () -> session.recorded(TrustLevel.UNKNOWN, NOON));
        assertThrows(IllegalStateException.class, () -> session.enter(TrustLevel.UNKNOWN, "a/b", NOON));
    }

    @Test
    void a_record_stands_for_an_hour_and_an_older_one_does_not_shorten_it() {
        inside("s1", true, NOON, session -> {
            assertTrue(session.isUnrecorded(TrustLevel.UNKNOWN, NOON));
            session.recorded(TrustLevel.UNKNOWN, NOON);
            session.recorded(TrustLevel.UNKNOWN, NOON - HOUR);
            assertFalse(session.isUnrecorded(TrustLevel.UNKNOWN, NOON + HOUR - 1));
            assertTrue(session.isUnrecorded(TrustLevel.UNKNOWN, NOON + HOUR));
            assertTrue(session.isUnrecorded(TrustLevel.MALICIOUS_SUSPECTED, NOON));
        });
    }

    @Test
    void what_an_agent_let_in_reaches_its_sessions_that_others_opened_for_exactly_a_day() {
        inside("s1", true, NOON, session -> session.enter(TrustLevel.UNTRUSTED_EXTERNAL, "web/b", NOON));
        long lastMoment = NOON + Sessions.INHERITANCE_MILLIS;
        inside(
                "s2",
                false,
                lastMoment,
                session -> assertEquals(List.of(TrustLevel.UNTRUSTED_EXTERNAL), session.levels()));
        inside("s3", false, lastMoment + 1, session -> assertEquals(List.of(), session.levels()));
        inside("s4", true, NOON, session -> assertEquals(List.of(), session.levels()));
    }

    @Test
    void nobody_is_the_writer_once_a_session_has_inherited() {
        Session session = sessions.enter(TestInstall.TENANT, TestInstall.AGENT, new SessionId("s1"), false, NOON);
        assertFalse(session.lock().isLocked());
    }

    @Test
    void another_agent_inherits_nothing() {
        inside("s1", true, NOON, session -> session.enter(TrustLevel.UNTRUSTED_EXTERNAL, "web/b", NOON));
        Session other = sessions.enter(TestInstall.TENANT, new AgentId("agt_2"), new SessionId("s1"), false, NOON);
        other.lock().lock();
        try {
            assertEquals(List.of(), other.levels());
        } finally {
            other.lock().unlock();
        }
    }

    @Test
    void there_is_one_writer_of_a_session_while_anybody_is_inside() {
        SessionId id = new SessionId("s1");
        Session first = sessions.enter(TestInstall.TENANT, TestInstall.AGENT, id, true, NOON);
        assertSame(first, sessions.enter(TestInstall.TENANT, TestInstall.AGENT, id, true, NOON));
        assertEquals(2, first.holders);
        sessions.leave(TestInstall.TENANT, TestInstall.AGENT, id);
        assertEquals(1, first.holders);
        assertEquals("done", sessions.inside(TestInstall.TENANT, TestInstall.AGENT, id, true, NOON, session -> "done"));
        assertEquals(1, first.holders);
    }

    @Test
    void a_session_is_forgotten_when_nobody_is_inside_and_there_are_too_many_and_not_before() {
        SessionId id = new SessionId("s1");
        for (int i = 1; i < Sessions.IDLE_LIMIT; i++) {
            enter(new SessionId("idle" + i));
            leave(new SessionId("idle" + i));
        }
        Session first = enter(id);
        leave(id);
        assertSame(first, enter(id));
        enter(new SessionId("one-too-many"));
        assertSame(first, enter(id));
        leave(id);
        assertSame(first, enter(id));
        leave(id);
        leave(id);
        assertNotSame(first, enter(id));
    }

    @Test
    void the_agents_of_a_session_are_those_seen_in_it_under_that_tenant() {
        SessionId id = new SessionId("s1");
        AgentId other = new AgentId("agt_2");
        enter(id);
        sessions.enter(TestInstall.TENANT, other, id, true, NOON);
        sessions.enter(new TenantId("else"), new AgentId("agt_3"), id, true, NOON);
        sessions.enter(TestInstall.TENANT, new AgentId("agt_4"), new SessionId("s2"), true, NOON);
        assertEquals(Set.of(TestInstall.AGENT, other), sessions.agentsOf(TestInstall.TENANT, id));
        assertEquals(Set.of(), sessions.agentsOf(TestInstall.TENANT, new SessionId("s3")));
    }

    @Test
    void what_the_records_hold_of_a_session_is_in_it_after_a_restart() {
        MemoryJournal journal = MemoryJournal.automatic();
        SampleCommits commits = SampleCommits.of("acme");
        Commit.Label label =
                new Commit.Label(SampleCommits.SESSION, SampleCommits.AGENT, "untrusted_external", "web/b", NOON);
        journal.commit(commits.plain("a").labelling(label).build()).join();
        Sessions restarted = new Sessions(journal);
        assertEquals(Set.of(SampleCommits.AGENT), restarted.agentsOf(commits.tenant(), SampleCommits.SESSION));
        Session session = restarted.enter(commits.tenant(), SampleCommits.AGENT, SampleCommits.SESSION, true, NOON);
        session.lock().lock();
        try {
            assertEquals(List.of(TrustLevel.UNTRUSTED_EXTERNAL), session.levels());
            assertEquals(List.of("web/b"), session.sources());
        } finally {
            session.lock().unlock();
        }
    }

    @Test
    void the_last_time_of_a_level_counts_and_a_level_nobody_knows_is_the_worst() {
        SessionId id = new SessionId("s1");
        Carried carried = Carried.of(List.of(
                new Records.SessionLabel(id, TestInstall.AGENT, "unknown", "a/late", NOON),
                new Records.SessionLabel(id, TestInstall.AGENT, "unknown", "a/early", NOON - 5),
                new Records.SessionLabel(id, TestInstall.AGENT, "of a later version", "b/x", NOON - 9)));
        assertEquals(
                Map.of(TrustLevel.UNKNOWN, "a/late", TrustLevel.MALICIOUS_SUSPECTED, "b/x"),
                sources(carried, NOON - 9));
        assertEquals(Map.of(TrustLevel.UNKNOWN, "a/late"), sources(carried, NOON));
        assertEquals(Map.of(), sources(carried, NOON + 1));
        carried.enter(TrustLevel.UNKNOWN, "a/same", NOON, id);
        assertEquals(Map.of(TrustLevel.UNKNOWN, "a/late"), sources(carried, NOON));
    }

    private static Map<TrustLevel, String> sources(Carried carried, long since) {
        Map<TrustLevel, String> sources = new HashMap<>();
        carried.since(since).forEach((level, entry) -> sources.put(level, entry.source()));
        return sources;
    }

    private static Optional<SessionId> by(Carried carried) {
        return Objects.requireNonNull(carried.since(NOON).get(TrustLevel.UNKNOWN))
                .by();
    }

    @Test
    void a_level_that_two_sessions_let_in_within_a_day_is_nobodys_own() {
        SessionId one = new SessionId("s1");
        Carried carried = Carried.of(List.of());
        carried.enter(TrustLevel.UNKNOWN, "a/x", NOON, one);
        carried.enter(TrustLevel.UNKNOWN, "a/x", NOON + 1, one);
        assertEquals(Optional.of(one), by(carried));
        carried.enter(TrustLevel.UNKNOWN, "a/x", NOON + 2, new SessionId("s2"));
        assertEquals(Optional.empty(), by(carried));
        carried.enter(TrustLevel.UNKNOWN, "a/x", NOON + 3 + Sessions.INHERITANCE_MILLIS, one);
        assertEquals(Optional.of(one), by(carried));
    }

    private Session enter(SessionId id) {
        return sessions.enter(TestInstall.TENANT, TestInstall.AGENT, id, true, NOON);
    }

    private void leave(SessionId id) {
        sessions.leave(TestInstall.TENANT, TestInstall.AGENT, id);
    }

    private interface Work {
        void with(Session session);
    }

    private void inside(String id, boolean openedHere, long timeMillis, Work work) {
        sessions.inside(TestInstall.TENANT, TestInstall.AGENT, new SessionId(id), openedHere, timeMillis, session -> {
            session.lock().lock();
            try {
                work.with(session);
            } finally {
                session.lock().unlock();
            }
            return id;
        });
    }
}
