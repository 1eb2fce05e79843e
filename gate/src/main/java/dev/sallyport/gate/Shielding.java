package dev.sallyport.gate;

import dev.sallyport.action.Capability;
import dev.sallyport.gate.facts.Shielded;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Ran;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has the shields look at what passes. They run before the session's lock is taken and read nothing but the call and who makes it, so that
 * what they say is a fact like others.
 *
 * @param listener told of every run, on the caller's thread
 */
public record Shielding(Shields shields, Listener listener) {
    /** No shields. */
    public static final Shielding NONE = new Shielding(new Shields(List.of(), () -> 0), (who, subject, ran) -> {});

    /** Hears what shields said. Must not block and must not throw. */
    @FunctionalInterface
    public interface Listener {
        /** Shields ran over that subject. */
        void ran(Context who, Subject subject, List<Ran> ran);
    }

    /** What was said of a call, and under which settings. */
    record Said(
            List<Shielded> shields,
            Capability capability,
            Map<String, Setting> settings,
            Optional<List<String>> grants) {
        /** Whether an image still has what the shields ran under; the capability says whether a shell line was read. */
        boolean holds(Registry registry, Agent agent, Capability now) {
            return capability == now
                    && settings.equals(registry.shields(agent.tenant()).in(agent.environment()))
                    && grants.equals(agent.grants());
        }
    }

    Said of(Call call, Capability capability, Registry registry, Agent agent, long timeMillis) {
        Map<String, Setting> settings = registry.shields(call.tenant()).in(agent.environment());
        Subject subject = Subject.Call.of(call.action(), capability);
        List<Ran> ran = run(subject, context(agent, call.session().value(), timeMillis), settings);
        return new Said(ran.stream().map(Shielded::of).toList(), capability, settings, agent.grants());
    }

    /** What they say of an answer that an agent is about to hear. */
    List<Ran> of(Subject.Result result, Registry registry, Agent agent, String session, long timeMillis) {
        return run(
                result,
                context(agent, session, timeMillis),
                registry.shields(agent.tenant()).in(agent.environment()));
    }

    private List<Ran> run(Subject subject, Context context, Map<String, Setting> settings) {
        List<Ran> ran = shields.inspect(subject, context, settings);
        listener.ran(context, subject, ran);
        return ran;
    }

    private static Context context(Agent agent, String session, long timeMillis) {
        return new Context(agent.tenant().value(), agent.id().value(), session, timeMillis, agent.grants());
    }
}
