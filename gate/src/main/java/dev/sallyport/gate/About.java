package dev.sallyport.gate;

import dev.sallyport.action.canonical.CanonicalObject;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.provenance.assess.Explanation;
import dev.sallyport.provenance.source.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is kept beside the facts of a decision for people, exports and {@code replay}; no judgement reads it.
 *
 * @param decision wire word of the decision
 * @param reason wire word of the reason that decided
 * @param policies ids of the determining policies
 * @param userId whom the caller said it works for
 * @param traceId the trace the caller named
 * @param otherHash the action's hash in the scheme its agent was not registered with, where no fact holds it and that scheme has
 *     a form for it: by it an outcome that speaks the other scheme is told from one of other bytes
 * @param because why, for a call whose provenance was assessed and that is not allowed
 */
public record About(
        String decision,
        String reason,
        List<String> policies,
        Optional<String> userId,
        Optional<String> traceId,
        Optional<String> otherHash,
        Optional<Because> because) {

    /**
     * Why, by where the call's values came from. Names values, so it is sealed with the rest and erased with it.
     *
     * @param sentence for a person
     * @param chain the places it rests on, weakest first
     * @param permit the narrowest rule that would permit the call
     * @param traced where each value came from; empty in what was kept before that was
     */
    public record Because(String sentence, List<String> chain, String permit, List<TracedArgument> traced) {
        public Because {
            chain = List.copyOf(chain);
            traced = List.copyOf(traced);
        }

        static Because of(Explanation why) {
            return new Because(
                    why.sentence(),
                    why.chain().stream().map(Because::place).toList(),
                    why.permit(),
                    why.traced().stream().map(TracedArgument::of).toList());
        }

        private static String place(Origin origin) {
            String found = origin.kind().wire() + " (" + origin.basis().name().toLowerCase(Locale.ROOT) + ")";
            return origin.source()
                    .map(s -> found + ": result " + (s.number() + 1) + ", " + s.name() + ", " + origin.path())
                    .orElse(found);
        }
    }

    public About {
        policies = List.copyOf(policies);
    }

    static About of(Judgement judgement, Call call, Optional<String> otherHash, Optional<Explanation> why) {
        return new About(
                judgement.decision().wire(),
                judgement.decision().reason().wire(),
                judgement.policies(),
                call.userId(),
                call.traceId(),
                otherHash,
                why.map(Because::of));
    }

    byte[] bytes() {
        CanonicalObject.Writer out = CanonicalObject.writer();
        because.ifPresent(b -> out.put("because", b.sentence()).put("chain", b.chain()));
        out.put("decision", decision)
                .put("other_hash", otherHash)
                .put("permit", because.map(Because::permit))
                .put("policies", policies)
                .put("reason", reason)
                .put("trace_id", traceId);
        because.filter(b -> !b.traced().isEmpty()).ifPresent(b -> TracedArgument.write(b.traced(), out));
        return out.put("user_id", userId).end().bytes();
    }

    /** Reads it back. */
    public static About parse(byte[] bytes) {
        Fields f = Fields.parse("about", bytes);
        About about = new About(
                f.text("decision"),
                f.text("reason"),
                f.texts("policies"),
                f.optionalText("user_id"),
                f.optionalText("trace_id"),
                f.optionalText("other_hash"),
                f.optionalText("because")
                        .map(said -> new Because(
                                said,
                                f.texts("chain"),
                                f.text("permit"),
                                f.optionalObject("traced")
                                        .map(TracedArgument::read)
                                        .orElse(List.of()))));
        f.end();
        return about;
    }
}
