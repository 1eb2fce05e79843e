package dev.sallyport.sdk.conformance;

import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.sdk.Client;
import dev.sallyport.sdk.Denied;
import dev.sallyport.sdk.Expired;
import dev.sallyport.sdk.Guard;
import dev.sallyport.sdk.HashMismatch;
import dev.sallyport.sdk.Protected;
import dev.sallyport.sdk.Rejected;
import dev.sallyport.sdk.Report;
import dev.sallyport.sdk.SallyportException;
import dev.sallyport.sdk.Secret;
import dev.sallyport.sdk.Settings;
import dev.sallyport.sdk.Unavailable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What a client does before a gateway. */
final class ClientAnswers {
    private ClientAnswers() {}

    static JsonObject protect(Request request) {
        AtomicInteger runs = new AtomicInteger();
        try (Client client = new Client(settings(request))) {
            if (!(StrictJson.parse(request.bytes("parameters")) instanceof JsonObject parameters)) {
                throw new IllegalArgumentException("parameters that are no object");
            }
            Protected.protect(client, guard(request), arguments -> runs.incrementAndGet())
                    .call(parameters);
            return said("ran", "", runs.get() == 1);
        } catch (SallyportException failed) {
            return said(verdict(failed), failed.code(), runs.get() == 0);
        }
    }

    static JsonObject prompt(Request request) {
        try (Client client = new Client(settings(request))) {
            boolean vouched = client.prompt(request.text("session"), utf8(request, "text"));
            return JsonObject.builder()
                    .put("verdict", "told")
                    .put("vouched", vouched)
                    .build();
        } catch (SallyportException failed) {
            return said(verdict(failed), failed.code(), true);
        }
    }

    static JsonObject outcome(Request request) {
        try (Client client = new Client(settings(request))) {
            return JsonObject.builder()
                    .put("verdict", "reported")
                    .put("receipt_id", client.reportOutcome(report(request)))
                    .build();
        } catch (SallyportException failed) {
            return said(verdict(failed), failed.code(), true);
        }
    }

    private static Report report(Request request) {
        Client.Outcome outcome = Client.Outcome.valueOf(request.text("status").toUpperCase(Locale.ROOT));
        return new Report(
                request.text("decision_id"),
                outcome,
                request.optional("executed_hash").map(hex -> new ActionHash(request.scheme(), hex)),
                request.optional("output_hash"),
                request.optional("told").map(told -> utf8(request, "told")));
    }

    private static String utf8(Request request, String name) {
        return new String(request.bytes(name), StandardCharsets.UTF_8);
    }

    private static Settings settings(Request request) {
        return Settings.of(URI.create(request.text("url")), new Secret(request.text("token")), request.text("agent"))
                .withScheme(request.scheme())
                .withTimes(
                        millis(request, "timeout_ms"),
                        millis(request, "deadline_ms"),
                        millis(request, "patience_ms"),
                        millis(request, "poll_ms"));
    }

    private static Guard guard(Request request) {
        Guard guard = request.flag("mutates_state")
                ? Guard.mutating(request.text("tool"), request.text("action"))
                : Guard.reading(request.text("tool"), request.text("action"));
        return request.flag("read_open") ? guard.openForReads(silence -> {}) : guard;
    }

    private static Duration millis(Request request, String name) {
        return Duration.ofMillis(request.number(name));
    }

    private static String verdict(SallyportException failed) {
        return switch (failed) {
            case Denied denied -> "denied";
            case Rejected rejected -> "rejected";
            case Expired expired -> "expired";
            case HashMismatch mismatch -> "hash_mismatch";
            case Unavailable unavailable -> "unavailable";
        };
    }

    /** A function that ran although the call failed, or did not although it succeeded, has a verdict of its own. */
    private static JsonObject said(String verdict, String code, boolean consistent) {
        JsonObject.Builder out = JsonObject.builder().put("verdict", consistent ? verdict : "inconsistent");
        if (!code.isEmpty()) {
            out.put("code", code);
        }
        return out.build();
    }
}
