package dev.sallyport.gate;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.session.Entered;
import dev.sallyport.gate.session.Sessions;
import java.util.List;
import java.util.Optional;

/** What sessions hear of their user and of what their calls answered, and whose word counts. Thread-safe. */
final class Listening {
    private final GateParts parts;
    private final Sessions sessions;

    Listening(GateParts parts, Sessions sessions) {
        this.parts = parts;
        this.sessions = sessions;
    }

    /** Takes in what an agent says the user said; whether it counts, empty if the session is full of words. */
    Optional<Boolean> say(TenantId tenant, AgentId agent, SessionId session, String text) {
        boolean vouched = agent(tenant, agent)
                .orElseThrow(() -> new UnknownAgent(tenant, agent))
                .speaksForUser();
        boolean taken = sessions.say(
                tenant,
                agent,
                session,
                text,
                vouched,
                parts.clock().millis(),
                parts.salts().next());
        return taken ? Optional.of(vouched) : Optional.empty();
    }

    /** Takes in what an agent says was answered, as far as its report was recorded. */
    void heard(Outcome outcome, Outcome.Report report, Optional<String> content) {
        switch (report) {
            case Outcome.Report.Recorded r -> closed(outcome, content, believed(outcome));
            case Outcome.Report.Mismatch m -> closed(outcome, Optional.empty(), false);
            case Outcome.Report.NoSuchDecision n -> {}
            case Outcome.Report.AlreadyRecorded a -> {}
            case Outcome.Report.Unwritable u -> {}
        }
    }

    /** No answer comes after an outcome: what was not handed in by then entered unseen, unless nothing ran. */
    void closed(Outcome outcome, Optional<String> content, boolean believed) {
        if (outcome.status() == Outcome.Status.NOT_STARTED) {
            sessions.notStarted(outcome.decision());
        } else {
            sessions.answered(
                    outcome.decision(),
                    () -> content.map(text -> new Entered(List.of(text), true)).orElse(Entered.UNSEEN),
                    believed);
        }
    }

    private boolean believed(Outcome outcome) {
        return agent(outcome.tenant(), outcome.agent())
                .map(Agent::speaksForUser)
                .orElse(false);
    }

    private Optional<Agent> agent(TenantId tenant, AgentId agent) {
        return parts.journal().registry().agent(tenant, agent);
    }
}
