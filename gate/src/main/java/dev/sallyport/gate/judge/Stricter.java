package dev.sallyport.gate.judge;

import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.ReasonCode;
import java.util.List;
import java.util.stream.Stream;

/** The stricter of two judgements: a measure that raises a tier must not let a rule about the lower one fall away. */
final class Stricter {
    private Stricter() {}

    /**
     * The one that lets less pass, {@code first} if both say the same. Of two demands of one group the one that takes more people; two
     * groups' can't both be met, as between policies.
     */
    static Judgement of(Judgement first, Judgement second) {
        int difference = rank(first.decision()) - rank(second.decision());
        if (difference != 0) {
            return difference > 0 ? first : second;
        }
        return first.decision() instanceof Decision.RequireApproval one
                        && second.decision() instanceof Decision.RequireApproval other
                ? both(first, one, second, other)
                : first;
    }

    private static Judgement both(
            Judgement first, Decision.RequireApproval one, Judgement second, Decision.RequireApproval other) {
        List<String> policies = Stream.concat(first.policies().stream(), second.policies().stream())
                .distinct()
                .toList();
        if (!one.group().equals(other.group())) {
            return new Judgement(Decision.Deny.of(ReasonCode.CONFLICTING_DEMANDS), policies);
        }
        return new Judgement(one.quorum() >= other.quorum() ? one : other, policies);
    }

    private static int rank(Decision decision) {
        return switch (decision) {
            case Decision.Allow allow -> 0;
            case Decision.RequireApproval ask -> 1;
            case Decision.Deny deny -> 2;
        };
    }
}
