package dev.sallyport.connect.exchange;

import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.gate.identity.TenantId;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks token endpoints (RFC 8693, section 2). Follows no redirect. Thread-safe; an exchange takes at most {@value #PATIENCE_SECONDS} s. */
final class TokenEndpoint {
    static final int PATIENCE_SECONDS = 10;

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
            .build();
    private final TokenBroker broker;

    TokenEndpoint(TokenBroker broker) {
        this.broker = broker;
    }

    /**
     * One exchange.
     *
     * @param agent key of the agent for whose call
     * @param users the token that the client brought of its user; ignored where the plan has its own
     */
    IssuedToken exchange(ExchangePlan plan, TenantId tenant, String agent, String users) throws ExchangeRefused {
        HttpRequest request;
        try {
            String secret = value(plan.client().secret(), plan, tenant, agent);
            String subject =
                    plan.subject().isUsers() ? users : value(plan.subject().token(), plan, tenant, agent);
            request = request(plan, secret, subject);
        } catch (SecretUnavailable e) {
            throw new ExchangeRefused("no token can be asked for: " + e.getMessage());
        }
        HttpResponse<byte[]> answer = answer(request);
        String type = answer.headers().firstValue("content-type").orElse("");
        return IssuedToken.read(answer.statusCode(), type, answer.body(), plan);
    }

    private String value(SecretTemplate secret, ExchangePlan plan, TenantId tenant, String agent)
            throws SecretUnavailable {
        return broker.resolve(secret, plan.use(), tenant, agent).text();
    }

    private HttpResponse<byte[]> answer(HttpRequest request) throws ExchangeRefused {
        CompletableFuture<HttpResponse<byte[]>> flight =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), IssuedToken.MAX_ANSWER));
        try {
            return flight.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            flight.cancel(true);
            throw new ExchangeRefused("the token endpoint gave no answer that can be read in time");
        } catch (InterruptedException e) {
            flight.cancel(true);
            Thread.currentThread().interrupt();
            throw new ExchangeRefused("the wait for the token endpoint was interrupted");
        }
    }

    private static HttpRequest request(ExchangePlan plan, String secret, String subject) {
        List<String> form = new ArrayList<>();
        add(form, "grant_type", GRANT);
        add(form, "subject_token", subject);
        add(form, "subject_token_type", plan.subject().type());
        add(form, "requested_token_type", plan.requestedType());
        plan.audiences().forEach(audience -> add(form, "audience", audience));
        plan.resources().forEach(resource -> add(form, "resource", resource.toString()));
        if (!plan.scopes().isEmpty()) {
            add(form, "scope", String.join(" ", plan.scopes()));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(plan.endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        if (plan.client().inBody()) {
            add(form, "client_id", plan.client().id());
            add(form, "client_secret", secret);
        } else {
            // Both are encoded before they are joined (RFC 6749, section 2.3.1).
            String pair = encoded(plan.client().id()) + ":" + encoded(secret);
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)));
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(String.join("&", form), StandardCharsets.US_ASCII))
                .build();
    }

    private static void add(List<String> form, String name, String value) {
        form.add(name + "=" + encoded(value));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
