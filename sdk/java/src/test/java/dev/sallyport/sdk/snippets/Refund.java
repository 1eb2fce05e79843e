package dev.sallyport.sdk.snippets;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.sdk.Arguments;
import dev.sallyport.sdk.Claims;
import dev.sallyport.sdk.Client;
import dev.sallyport.sdk.Guard;
import dev.sallyport.sdk.Protected;
import dev.sallyport.sdk.SallyportException;
import dev.sallyport.sdk.Settings;
import java.util.Map;
import java.util.Optional;

/** A refund that runs only when the gateway released exactly these arguments. */
public final class Refund {
    private Refund() {}

    /** Asks, waits for people if it must, refunds, and reports; answers what became of it. */
    public static String refund(Settings settings, String order, int cents) {
        Guard guard = Guard.mutating("payments", "refund")
                .on(arguments -> Optional.of("order/" + order))
                .saying(Claims.from(TrustLevel.SEMI_TRUSTED_CUSTOMER));
        try (Client client = new Client(settings)) {
            Protected<String> refund = Protected.protect(client, guard, Refund::pay);
            return refund.call(Arguments.of(Map.of("order", order, "cents", cents)));
        } catch (SallyportException notRun) {
            return "not refunded: " + notRun.code();
        }
    }

    private static String pay(JsonObject arguments) {
        return "refunded " + arguments.get("cents");
    }
}
