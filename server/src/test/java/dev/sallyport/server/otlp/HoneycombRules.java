package dev.sallyport.server.otlp;

import java.util.Map;
import java.util.Set;

/**
 * What Honeycomb's documentation asks of OTLP over HTTP at {@code api.honeycomb.io} (docs.honeycomb.io, "Send Data with
 * OpenTelemetry"): the API key in {@code x-honeycomb-team}, one of the three signals' paths, protobuf. The dataset of spans and
 * logs is the service's name; that of measurements may be named by {@code x-honeycomb-dataset}. Written from that page and shown
 * without an account: no request went to Honeycomb.
 */
final class HoneycombRules implements FakeReceiver.Rules {
    private static final Set<String> PATHS = Set.of("/v1/traces", "/v1/metrics", "/v1/logs");
    private static final int SHORTEST_KEY = 22;

    private final String key;

    HoneycombRules(String key) {
        FakeReceiver.require(key.length() >= SHORTEST_KEY, "a key as long as theirs");
        this.key = key;
    }

    @Override
    public void check(String path, Map<String, String> fields) {
        FakeReceiver.require(PATHS.contains(path), "404 path");
        FakeReceiver.require(key.equals(fields.get("x-honeycomb-team")), "401 unknown API key");
        FakeReceiver.require("application/x-protobuf".equals(fields.get("content-type")), "415 content-type");
        String dataset = fields.getOrDefault("x-honeycomb-dataset", "");
        FakeReceiver.require(!path.equals("/v1/metrics") || dataset.equals("sallyport-metrics"), "dataset of metrics");
    }
}
