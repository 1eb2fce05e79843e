package dev.sallyport.gate.judge;

import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Contained;
import dev.sallyport.gate.facts.Facts;
import java.util.List;
import java.util.stream.Stream;

/** Approvals that no policy asks for: what stands against agent, server or tool makes a call that mutates wait for a person. */
final class Forced {
    /** Names a containment among determining policies; no policy's id holds a colon behind this word. */
    private static final String PREFIX = "containment:";

    private static final long EXPIRY_MILLIS = 15 * 60 * 1000L;

    private Forced() {}

    /**
     * The judgement as it stands under what is forced. What forces it is among the determining policies, so a person's answer from before
     * is no answer to it.
     */
    static Judgement over(Facts facts, Judgement judged) {
        if (!facts.isForced()) {
            return judged;
        }
        Contained contained = facts.standing().contained();
        return switch (judged.decision()) {
            case Decision.Deny deny -> judged;
            case Decision.RequireApproval ask -> new Judgement(ask, named(judged, contained));
            case Decision.Allow allow ->
                new Judgement(
                        contained.groups().size() == 1
                                ? new Decision.RequireApproval(
                                        contained.groups().getFirst(), 1, EXPIRY_MILLIS)
                                : Decision.Deny.of(ReasonCode.CONFLICTING_DEMANDS),
                        named(judged, contained));
        };
    }

    private static List<String> named(Judgement judged, Contained contained) {
        return Stream.concat(
                        judged.policies().stream(), contained.forced().stream().map(PREFIX::concat))
                .toList();
    }
}
