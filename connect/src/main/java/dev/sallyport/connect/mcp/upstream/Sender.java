package dev.sallyport.connect.mcp.upstream;

import dev.sallyport.connect.broker.ServiceAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Sends the requests to one server: the one place where what the gateway holds for it is added. Thread-safe. */
final class Sender {
    private static final String AUTHORIZATION = "Authorization";
    private static final int UNAUTHORIZED = 401;

    private final HttpClient http;
    private final Executor threads;
    private final HttpTarget target;

    Sender(HttpClient http, Executor threads, HttpTarget target) {
        this.http = http;
        this.threads = threads;
        this.target = target;
    }

    HttpTarget target() {
        return target;
    }

    /** Sends it; ends with {@link Unsupplied} if something that must be added can't be had, and then nothing was sent. */
    CompletableFuture<HttpResponse<Bodies.Read>> send(
            HttpRequest.Builder request, HttpResponse.BodyHandler<Bodies.Read> body) {
        if (target.supply().isEmpty()) {
            return http.sendAsync(request.build(), body);
        }
        return CompletableFuture.supplyAsync(() -> with(target.supply().get(), request), threads)
                .thenCompose(ready -> http.sendAsync(ready, body));
    }

    /** Sends it, and once more if the credential was refused and another one can be had. For what changes nothing. */
    CompletableFuture<HttpResponse<Bodies.Read>> insist(
            HttpRequest.Builder request, HttpResponse.BodyHandler<Bodies.Read> body) {
        return send(request.copy(), body)
                .thenCompose(
                        answer -> mayRenew(answer) ? send(request, body) : CompletableFuture.completedFuture(answer));
    }

    /** Whether the server refused a credential instead of which there may be another one; asked once for each answer. */
    boolean mayRenew(HttpResponse<?> answer) {
        String sent = answer.request().headers().firstValue(AUTHORIZATION).orElse("");
        return answer.statusCode() == UNAUTHORIZED
                && target.supply().filter(supply -> supply.refused(sent)).isPresent();
    }

    /** Goes on after that pause. */
    void later(long millis, Runnable then) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, threads)
                .execute(then);
    }

    Executor threads() {
        return threads;
    }

    private static HttpRequest with(Supply supply, HttpRequest.Builder request) {
        try {
            Map<String, String> fields = supply.fields();
            fields.forEach(request::setHeader);
            HttpRequest built = request.build();
            if (!fields.isEmpty() && !ServiceAddress.isSafe(built.uri())) {
                throw new Unsupplied(
                        "upstream_plaintext",
                        "what the gateway holds for a server leaves over https or to this machine alone");
            }
            return built;
        } catch (Unsupplied e) {
            throw new CompletionException(e);
        }
    }
}
