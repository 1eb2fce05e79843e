package dev.sallyport.server.config;

import dev.sallyport.connect.broker.SecretTemplate;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where decisions are told as telemetry.
 *
 * @param endpoint what {@code /v1/traces}, {@code /v1/metrics} and {@code /v1/logs} are below
 * @param signals which of them are sent; at least one
 * @param service the name under which a back end files what comes
 * @param headers added to each request, with references to secrets of the use {@value #USE}
 * @param authorities PEM file of the authorities that vouch for the receiver; empty for the machine's own
 * @param identity what shows the receiver who is asking, if it asks for a certificate
 * @param intervalMillis how long events are gathered before they are sent, and how often measurements are
 * @param timeoutMillis how long one request may take
 * @param patienceMillis how long a batch that the receiver could not take is offered again before it is given up
 * @param queue how many events wait before further ones are dropped and counted
 * @param compressed whether bodies are sent gzipped
 */
public record Otlp(
        URI endpoint,
        Set<Signal> signals,
        String service,
        Map<String, SecretTemplate> headers,
        Optional<Path> authorities,
        Optional<Settings.Tls.Pem> identity,
        long intervalMillis,
        long timeoutMillis,
        long patienceMillis,
        int queue,
        boolean compressed) {
    /** What a secret in a header must be for. */
    public static final String USE = "otlp";

    public Otlp {
        signals = Set.copyOf(signals);
        headers = Map.copyOf(headers);
    }

    /** A kind of telemetry. */
    public enum Signal {
        /** Decisions and outcomes as spans. */
        TRACES,
        /** What {@code /metrics} shows. */
        METRICS,
        /** What a person may want to know of, as log records. */
        LOGS
    }
}
