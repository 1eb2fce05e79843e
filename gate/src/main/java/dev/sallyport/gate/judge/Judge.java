package dev.sallyport.gate.judge;

import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.Granted;
import dev.sallyport.gate.facts.Held;
import dev.sallyport.gate.facts.Screen;
import dev.sallyport.gate.facts.Shielded;
import dev.sallyport.gate.policy.PolicyAnswer;
import dev.sallyport.gate.policy.PolicyBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The judgement: a pure function of facts and policy.
 *
 * <p>Reads no clock, no random source, no network and no state; equal facts under the same bundle give equal
 * judgements, byte for byte, which is what {@code replay} checks.
 */
public final class Judge {
    /** Names this function's version in every receipt; moves whenever equal facts could be judged otherwise. */
    public static final String VERSION = "sallyport-judge/4";

    private Judge() {}

    /** Judges the facts under the bundle. The caller makes sure that the bundle is the one the facts name. */
    public static Judgement judge(Facts facts, PolicyBundle bundle) {
        List<ReasonCode> refusals = standingRefusals(facts);
        if (!refusals.isEmpty()) {
            return new Judgement(new Decision.Deny(refusals), List.of());
        }
        PolicyAnswer answer = bundle.evaluate(facts);
        Judgement asSeen = Forced.over(facts, new Judgement(decide(answer), answer.policies()));
        Judgement first = facts.registered()
                .map(registered -> Stricter.of(asSeen, plainly(registered, bundle)))
                .orElse(asSeen);
        if (facts.held().isPresent()) {
            return resolve(first, facts.held().get());
        }
        return facts.grant()
                .filter(grant -> !facts.isForced())
                .filter(grant -> lifts(grant, first, answer))
                .map(grant -> new Judgement(new Decision.Allow(ReasonCode.REMEMBERED), first.policies()))
                .orElse(first);
    }

    /** What policies say of them, with what is forced. */
    private static Judgement plainly(Facts facts, PolicyBundle bundle) {
        PolicyAnswer answer = bundle.evaluate(facts);
        return Forced.over(facts, new Judgement(decide(answer), answer.policies()));
    }

    /** A remembered approval lifts the demand it was given for: one person of the same group, asked by the same policies. */
    private static boolean lifts(Granted grant, Judgement now, PolicyAnswer answer) {
        return now.decision() instanceof Decision.RequireApproval demand
                && answer.demand().filter(PolicyAnswer.Demand::grantable).isPresent()
                && demand.quorum() == 1
                && demand.group().equals(grant.group())
                && now.policies().equals(grant.policies());
    }

    /** The rules no policy can lift, in the order in which they are named. */
    private static List<ReasonCode> standingRefusals(Facts facts) {
        List<ReasonCode> reasons = new ArrayList<>(2);
        switch (facts.standing().agent()) {
            case ACTIVE -> {}
            case FROZEN -> reasons.add(ReasonCode.AGENT_FROZEN);
            case REVOKED -> reasons.add(ReasonCode.AGENT_REVOKED);
        }
        if (facts.standing().sessionFrozen()) {
            reasons.add(ReasonCode.SESSION_FROZEN);
        }
        if (facts.standing().serverQuarantined()) {
            reasons.add(ReasonCode.SERVER_QUARANTINED);
        }
        if (!facts.standing().contained().blocked().isEmpty()) {
            reasons.add(ReasonCode.DESTINATION_BLOCKED);
        }
        facts.what().screen().flatMap(Screen::refusal).ifPresent(reasons::add);
        pinRefusal(facts.what()).ifPresent(reasons::add);
        if (facts.what().effectMismatch()) {
            reasons.add(ReasonCode.EFFECT_MISMATCH);
        }
        if (facts.what().ownGround()) {
            reasons.add(ReasonCode.OWN_GROUND);
        }
        shieldRefusals(facts.shields(), reasons);
        return reasons;
    }

    private static void shieldRefusals(List<Shielded> shields, List<ReasonCode> reasons) {
        if (shields.stream().anyMatch(shield -> shield.blocks() && shield.assessed())) {
            reasons.add(ReasonCode.SHIELD_BLOCKS);
        }
        if (shields.stream().anyMatch(shield -> shield.blocks() && !shield.assessed())) {
            reasons.add(ReasonCode.SHIELD_UNASSESSED);
        }
    }

    private static Optional<ReasonCode> pinRefusal(Facts.What what) {
        return switch (what.pin()) {
            case PINNED, CATALOGUED -> Optional.empty();
            case UNKNOWN -> what.door().dispatches() ? Optional.of(ReasonCode.TOOL_UNKNOWN) : Optional.empty();
            case DRIFTED -> Optional.of(ReasonCode.TOOL_DRIFTED);
            case WITHHELD -> Optional.of(ReasonCode.TOOL_WITHHELD);
            case WORKLOAD_STOPPED -> Optional.of(ReasonCode.WORKLOAD_STOPPED);
        };
    }

    private static Decision decide(PolicyAnswer answer) {
        return switch (answer.verdict()) {
            case PERMIT -> new Decision.Allow(ReasonCode.PERMITTED);
            case ASK -> {
                PolicyAnswer.Demand demand = answer.demand().orElseThrow();
                yield new Decision.RequireApproval(demand.group(), demand.quorum(), demand.expiryMillis());
            }
            case CONFLICT -> Decision.Deny.of(ReasonCode.CONFLICTING_DEMANDS);
            case FORBID -> Decision.Deny.of(ReasonCode.POLICY_FORBIDS);
            case SILENT -> Decision.Deny.of(ReasonCode.NO_POLICY_PERMITS);
            case ERROR -> Decision.Deny.of(ReasonCode.POLICY_ERROR);
        };
    }

    /** An approval lifts exactly the demand it was given for: same group, same quorum, same determining policies. */
    private static Judgement resolve(Judgement now, Held held) {
        boolean sameDemand = now.decision() instanceof Decision.RequireApproval demand
                && demand.group().equals(held.group())
                && demand.quorum() == held.quorum()
                && now.policies().equals(held.policies());
        if (sameDemand) {
            return new Judgement(new Decision.Allow(ReasonCode.APPROVED), now.policies());
        }
        List<ReasonCode> reasons = new ArrayList<>();
        reasons.add(ReasonCode.APPROVAL_INVALIDATED);
        if (now.decision() instanceof Decision.Deny deny) {
            reasons.addAll(deny.reasons());
        }
        return new Judgement(new Decision.Deny(reasons), now.policies());
    }
}
