package dev.sallyport.server.soc;

import dev.sallyport.server.config.StoryPlan;
import dev.sallyport.soc.narrative.Answer;
import dev.sallyport.soc.narrative.Narrator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A model behind an endpoint of OpenAI's form: one request, one answer, no redirect followed, nothing read beyond
 * {@value Answer#MOST_BYTES} bytes, and all of it within the time there is. Thread-safe.
 */
public final class ModelLine implements Narrator.Model {
    private static final int LONGEST_KEY = 4_096;

    private final StoryPlan.Narrator plan;

    /** One to that model. */
    public ModelLine(StoryPlan.Narrator plan) {
        this.plan = plan;
    }

    @Override
    public String name() {
        return plan.model();
    }

    @Override
    public Answer ask(byte[] request) {
        FutureTask<Answer> asking = new FutureTask<>(() -> asked(request));
        Thread thread = Thread.ofVirtual().name("sallyport-narrator").start(asking);
        try {
            return within(asking);
        } finally {
            thread.interrupt(); // an answer that trickles is not waited for
        }
    }

    private Answer within(Future<Answer> asking) {
        try {
            return asking.get(plan.timeoutMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new Answer.None("no_answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.None("no_answer");
        }
    }

    private Answer asked(byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address())
                .timeout(Duration.ofMillis(plan.timeoutMillis()))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        Optional<String> key = key();
        key.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(plan.timeoutMillis()))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                return answer.statusCode() == 200
                        ? Answer.read(in.readNBytes(Answer.MOST_BYTES + 1))
                        : new Answer.None("bad_status");
            }
        } finally {
            http.shutdownNow();
        }
    }

    private URI address() {
        String base = plan.url().toString();
        return URI.create(base + (base.endsWith("/") ? "" : "/") + "chat/completions");
    }

    /** Read for each request, so that a renewed key is used at once. */
    private Optional<String> key() throws IOException {
        if (plan.keyFile().isPresent()) {
            Path file = plan.keyFile().get();
            if (Files.size(file) > LONGEST_KEY) {
                throw new IOException("the key's file is too large");
            }
            return Files.readString(file).lines().findFirst().map(String::strip);
        }
        return plan.keyVariable().flatMap(name -> Optional.ofNullable(System.getenv(name)));
    }
}
