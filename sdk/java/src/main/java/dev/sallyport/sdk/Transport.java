package dev.sallyport.sdk;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Sends calls and understands answers. Follows no redirect: the credential goes to the configured address alone. Safe for use by
 * several threads.
 */
final class Transport implements AutoCloseable {
    private static final int MAX_ANSWER_BYTES = 8 << 20;
    private static final JsonLimits LIMITS = new JsonLimits(MAX_ANSWER_BYTES, 96, 1_000_000, MAX_ANSWER_BYTES);
    private static final Set<Integer> RETRIED = Set.of(408, 429, 500, 502, 503, 504);
    private static final Pattern CODE = Pattern.compile("[a-z0-9_.-]{1,64}");
    /** What a gateway calls bytes other than the ones it decided about. */
    private static final Set<String> MISMATCHES =
            Set.of("action_hash_mismatch", "approval_hash_mismatch", "executed_hash_mismatch");

    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long LONGEST_ASKED_SECONDS = 3_600;

    private final Settings settings;
    private final Timing timing;
    private final HttpClient http;
    private final String base;

    Transport(Settings settings, Timing timing) {
        this.settings = settings;
        this.timing = timing;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
        this.base = settings.url().toString().replaceAll("/+$", "");
    }

    /**
     * One call of the API.
     *
     * @param method GET or POST
     * @param path from the gateway's address on
     * @param body canonical JSON
     * @param due the status of success
     * @param repeatable whether asking twice does what asking once does
     */
    record Call(String method, String path, Optional<byte[]> body, int due, boolean repeatable) {
        static Call get(String path) {
            return new Call("GET", path, Optional.empty(), 200, true);
        }

        static Call post(String path, byte[] body, int due) {
            return new Call("POST", path, Optional.of(body), due, false);
        }
    }

    /**
     * Calls, again if that is harmless, until there is an answer or the deadline is near.
     *
     * @throws SallyportException when there is no answer to act on, or the gateway refused the request
     */
    Answer call(Call call) {
        long end = timing.nanos() + settings.deadline().toNanos();
        Optional<Unavailable> word = Optional.empty();
        Optional<Unavailable> before = Optional.empty();
        for (int attempt = 0; ; attempt++) {
            try {
                return once(call, Duration.ofNanos(Math.min(settings.timeout().toNanos(), end - timing.nanos())));
            } catch (Unavailable unavailable) {
                if (unavailable.answered()) {
                    word = Optional.of(unavailable); // a later silence does not take back what the gateway said
                }
                if (before.isEmpty() || !unavailable.code().equals("timeout")) {
                    before = Optional.of(unavailable); // the deadline may cut the last attempt, which then says least
                }
                Unavailable telling = word.orElse(before.orElse(unavailable));
                if (!call.repeatable() || !unavailable.retryable() || attempt + 1 >= ATTEMPTS) {
                    throw telling;
                }
                long pause = Math.max(unavailable.retryAfterMillis(), jittered(attempt));
                if (timing.nanos() + TimeUnit.MILLISECONDS.toNanos(pause) >= end) {
                    throw telling;
                }
                sleep(Duration.ofMillis(pause));
            }
        }
    }

    /** Full jitter: anything from 0 to a bound that doubles. */
    private long jittered(int attempt) {
        return (long) (timing.chance() * Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << attempt));
    }

    void sleep(Duration duration) {
        try {
            timing.sleep(duration);
        } catch (InterruptedException interrupted) {
            throw cancelled();
        }
    }

    private static Unavailable cancelled() {
        Thread.currentThread().interrupt();
        // The caller gave up: that is no silence of the gateway, and opens nothing.
        return new Unavailable("cancelled", "the caller was interrupted", Place.NONE, true, false, 0);
    }

    private Answer once(Call call, Duration timeout) {
        CompletableFuture<HttpResponse<InputStream>> sent =
                http.sendAsync(request(call), HttpResponse.BodyHandlers.ofInputStream());
        CompletableFuture<Answer> answer = sent.thenApplyAsync(
                response -> answer(call, response), task -> Thread.ofVirtual().start(task));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw Unavailable.silent("timeout", "no answer within " + timeout.toMillis() + " ms", true);
        } catch (InterruptedException interrupted) {
            throw cancelled();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SallyportException ours) {
                throw ours;
            }
            // The cause stays out: it may show the request, and so the credential.
            throw Unavailable.silent("unreachable", "the gateway cannot be reached", true);
        } finally {
            if (!sent.cancel(true) && !sent.isCompletedExceptionally()) {
                closed(sent.join()); // where its body is still being read, that ends here
            }
        }
    }

    private static void closed(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException gone) {
            // nobody reads it any more
        }
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.path()))
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + settings.token().reveal());
        call.body().ifPresent(body -> request.header("Content-Type", "application/json"));
        HttpRequest.BodyPublisher body =
                call.body().map(HttpRequest.BodyPublishers::ofByteArray).orElseGet(HttpRequest.BodyPublishers::noBody);
        return request.method(call.method(), body).build();
    }

    private Answer answer(Call call, HttpResponse<InputStream> response) {
        Optional<JsonObject> read = read(response);
        int status = response.statusCode();
        if (status == call.due()) {
            return new Answer(read.orElseThrow(() ->
                    Unavailable.silent("malformed_answer", "the gateway's answer is no strict JSON object", false)));
        }
        if (status < 400) {
            throw Answer.malformed("its status is " + status);
        }
        Optional<Answer> problem = read.filter(object -> object.get("code") instanceof JsonString code
                        && CODE.matcher(code.value()).matches())
                .filter(object -> object.get("status") instanceof JsonNumber number && number.value() == status)
                .map(Answer::new);
        throw refusal(status, problem, response.headers().firstValue("retry-after"));
    }

    private SallyportException refusal(int status, Optional<Answer> problem, Optional<String> retryAfter) {
        String code = settings.token()
                .hiddenIn(problem.flatMap(each -> each.optionalText("code")).orElse("http_" + status));
        String detail = settings.token()
                .hiddenIn(
                        problem.flatMap(each -> each.optionalText("detail")).orElse("the gateway answered " + status));
        Place place = new Place(
                status,
                problem.flatMap(each -> each.optionalText("decision_id")),
                Optional.empty(),
                problem.flatMap(each -> each.optionalText("receipt_id")));
        if (RETRIED.contains(status) || status >= 500 || problem.isEmpty()) {
            boolean answered = problem.isPresent() || status < 500;
            return new Unavailable(
                    code, detail, place, answered, RETRIED.contains(status), millis(retryAfter.orElse("")));
        }
        if (MISMATCHES.contains(code)) {
            return new HashMismatch(code, detail, place);
        }
        return switch (problem.flatMap(each -> each.optionalText("approval_status"))
                .orElse("")) {
            case "REJECTED" -> new Rejected(code, detail, place);
            case "EXPIRED" -> new Expired(code, detail, place);
            default -> new Denied(code, detail, place);
        };
    }

    private static long millis(String seconds) {
        return seconds.matches("[0-9]{1,9}") ? 1_000 * Math.min(LONGEST_ASKED_SECONDS, Long.parseLong(seconds)) : 0;
    }

    /** The object that a body is; nothing when it is none, or when it is longer than any answer. */
    private static Optional<JsonObject> read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_ANSWER_BYTES + 1);
            Json json = StrictJson.parse(bytes, LIMITS);
            return json instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (MalformedJson noJson) {
            return Optional.empty();
        } catch (IOException broken) {
            throw Unavailable.silent("unreachable", "the gateway's answer broke off", true);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
