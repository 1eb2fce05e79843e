package dev.sallyport.gate;

import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.limit.Limiter;
import java.util.Map;
import java.util.function.Function;

/** What stands before each judgement: who comes too often is refused, and who only repeats itself is judged with that against it. Thread-safe. */
final class Throttle {
    private final GateParts parts;

    Throttle(GateParts parts) {
        this.parts = parts;
    }

    /** Has the call judged, unless it is one too many. */
    Answer limit(Call call, Function<Call, Answer> judge) {
        return switch (parts.limiter().take(call.counted())) {
            case Limiter.Verdict.Pass pass -> judge.apply(call);
            case Limiter.Verdict.Looping looping -> judge.apply(call.refused(ReasonCode.LOOP_CUT));
            case Limiter.Verdict.Limited limited -> refused(call, limited);
        };
    }

    /** Not recorded for each call: an agent that runs away would fill the disk with its refusals. */
    private Answer refused(Call call, Limiter.Verdict.Limited limited) {
        if (limited.first()) {
            parts.events()
                    .emit(new Event(
                            EventName.RATE_LIMITED,
                            call.tenant(),
                            parts.clock().millis(),
                            "",
                            Map.of(
                                    "agent.id", call.agent().value(),
                                    "limit.scope", limited.scope(),
                                    "door", call.door().wire())));
        }
        return new Answer.Failed(
                ReasonCode.RATE_LIMITED,
                "more calls than the limit for this " + limited.scope() + " lets pass; wait " + limited.waitSeconds()
                        + " s",
                limited.waitSeconds());
    }
}
