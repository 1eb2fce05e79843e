package dev.sallyport.soc.alert;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.detect.RuleRef;
import dev.sallyport.soc.detect.Stage;
import java.util.List;
import java.util.Optional;

/**
 * That a rule found something. Its id follows from tenant, rule and what the match rests on, so the same finding made again after a
 * restart is the same alert.
 *
 * @param place the last event it rests on, in the tenant's order
 * @param firstMillis when the first of them happened
 * @param eventMillis when the last of them happened
 * @param detectedMillis when the rule matched
 * @param about whom and what it concerns
 * @param receipts what it rests on, first to last, up to {@value #MOST_RECEIPTS}
 * @param incident the story it belongs to; empty for a rule that is only logged
 * @param late whether the event came after the time its window was judged
 */
public record Alert(
        String id,
        TenantId tenant,
        RuleRef rule,
        long place,
        long firstMillis,
        long eventMillis,
        long detectedMillis,
        About about,
        List<String> receipts,
        Optional<String> incident,
        boolean late) {
    /** How many receipts are named. */
    public static final int MOST_RECEIPTS = 50;

    public Alert {
        receipts = List.copyOf(receipts);
    }

    /** Whether anybody is to be told. */
    public boolean isLive() {
        return rule.stage() != Stage.LOG_ONLY;
    }

    /** The same as part of that incident. */
    public Alert in(String story) {
        return new Alert(
                id,
                tenant,
                rule,
                place,
                firstMillis,
                eventMillis,
                detectedMillis,
                about,
                receipts,
                Optional.of(story),
                late);
    }
}
