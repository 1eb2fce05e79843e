package dev.sallyport.server.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.server.config.Otlp;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How telemetry is delivered, to a receiver that answers badly, late or not at all. */
class DeliveryTest {
    /** Far above what anything here takes, and far below what waiting for the receiver would. */
    private static final long GENEROUS_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static void decide(OtlpExport export, int count) {
        for (int i = 0; i < count; i++) {
            export.emit(
                    Exporting.decision(EventName.TOOL_ALLOWED, Map.of("decision.id", "dec_" + "%026d".formatted(i))));
        }
    }

    private static long failed(OtlpExport export) {
        return export.standing().count(Otlp.Signal.TRACES, OtlpStanding.Fate.FAILED);
    }

    private static long sent(OtlpExport export) {
        return export.standing().count(Otlp.Signal.TRACES, OtlpStanding.Fate.SENT);
    }

    @Test
    void nobody_waits_for_a_receiver_that_never_answers_and_what_finds_no_room_is_counted() {
        int events = 50_000;
        long began = System.nanoTime();
        try (FakeReceiver receiver = new FakeReceiver()) {
            receiver.silence();
            OtlpExport export = Exporting.start(Exporting.to(receiver.url(), 16, 60_000));
            decide(export, events);
            long emitted = System.nanoTime() - began;
            assertTrue(emitted < GENEROUS_NANOS, () -> "emitting took " + emitted);
            assertTrue(export.standing().dropped() > 0, "the queue of 16 can't have held all");
            long closing = System.nanoTime();
            export.close();
            long closed = System.nanoTime() - closing;
            assertTrue(closed < GENEROUS_NANOS, () -> "closing took " + closed + ", one request alone may take 60 s");
            assertEquals(0, sent(export));
        }
    }

    @Test
    void what_waits_is_sent_before_the_end() {
        try (FakeReceiver receiver = new FakeReceiver()) {
            OtlpExport export = Exporting.start(Exporting.to(receiver.url(), 10_000, 0));
            decide(export, 3_000);
            export.close();
            Set<Object> ids = new HashSet<>();
            receiver.spans().forEach(span -> ids.add(span.getSpanId()));
            assertEquals(3_000, receiver.spans().size());
            assertEquals(3_000, ids.size(), "each once");
            assertEquals(3_000, sent(export));
            assertEquals(0, export.standing().dropped());
        }
    }

    @Test
    void what_cannot_be_taken_now_is_offered_again_and_arrives_once() throws InterruptedException {
        for (int status : new int[] {429, 502, 503, 504}) {
            try (FakeReceiver receiver = new FakeReceiver()) {
                receiver.fault(status, Map.of("Retry-After", "0"), new byte[0]);
                try (OtlpExport export = Exporting.start(Exporting.to(receiver.url(), 100, 60_000))) {
                    decide(export, 5);
                    receiver.await("status " + status, () -> sent(export) == 5);
                    assertEquals("", export.standing().trouble());
                    assertEquals(0, failed(export));
                }
                assertEquals(5, receiver.spans().size());
            }
        }
    }

    @Test
    void a_receiver_that_says_when_is_not_asked_before() throws InterruptedException {
        // A date is whole seconds: the third second from now is more than one second away, and is counted anew each
        // time.
        Supplier<String> date = () -> DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3));
        for (Supplier<String> form : List.<Supplier<String>>of(() -> "1", date)) {
            try (FakeReceiver receiver = new FakeReceiver()) {
                String after = form.get();
                receiver.fault(503, Map.of("Retry-After", after), new byte[0]);
                long began = System.nanoTime();
                try (OtlpExport export = Exporting.start(Exporting.to(receiver.url(), 100, 60_000))) {
                    decide(export, 5);
                    receiver.await("after " + after, () -> sent(export) == 5);
                }
                long took = System.nanoTime() - began;
                assertTrue(took >= TimeUnit.SECONDS.toNanos(1), () -> after + ": asked again after " + took);
                assertEquals(2, receiver.asked());
            }
        }
    }

    @Test
    void a_receiver_that_asks_for_more_than_our_patience_is_not_waited_for() throws InterruptedException {
        for (String after : List.of("100", "999999")) {
            try (FakeReceiver receiver = new FakeReceiver()) {
                receiver.fault(429, Map.of("Retry-After", after), new byte[0]);
                long began = System.nanoTime();
                try (OtlpExport export = Exporting.start(Exporting.to(receiver.url(), 100, 60_000))) {
                    decide(export, 5);
                    receiver.await("given up", () -> failed(export) == 5);
                    assertEquals("status 429", export.standing().trouble());
                }
                long took = System.nanoTime() - began;
                assertTrue(took < GENEROUS_NANOS, () -> "waited for " + took);
                assertEquals(1, receiver.asked());
            }
        }
    }

    @Test
    void a_receiver_that_says_nothing_of_use_of_when_is_asked_after_our_own_pause() throws InterruptedException {
        for (String after : List.of("", "soon", "-5", "Sat, 99 Nov 2026 00:00:00 GMT", "1e9")) {
            try (FakeReceiver receiver = new FakeReceiver()) {
                receiver.fault(503, Map.of("Retry-After", after), new byte[0]);
                try (OtlpExport export = Exporting.start(Exporting.to(receiver.url(), 100, 60_000))) {
                    decide(export, 5);
                    receiver.await("after `" + after + "`", () -> sent(export) == 5);
                }
            }
        }
    }

    @Test
    void of_what_came_while_a_receiver_was_down_each_event_is_sent_or_counted_as_dropped() throws InterruptedException {
        int events = 5_000;
        URI url;
        try (FakeReceiver gone = new FakeReceiver()) {
            url = gone.url();
        }
        OtlpExport export = Exporting.start(Exporting.to(url, 16, 120_000));
        decide(export, events);
        try (FakeReceiver waiting = new FakeReceiver()) {
            waiting.await("trouble", () -> !export.standing().trouble().isEmpty());
        }
        assertTrue(export.standing().dropped() > 0, "the queue of 16 can't have held all");
        try (FakeReceiver back = new FakeReceiver(url.getPort(), (path, fields) -> {})) {
            back.await("all", () -> sent(export) + export.standing().dropped() == events);
            export.close();
            Set<Object> ids = new HashSet<>();
            back.spans().forEach(span -> ids.add(span.getSpanId()));
            assertEquals(sent(export), ids.size(), "each once");
            assertEquals(ids.size(), back.spans().size());
            assertEquals(0, failed(export));
        }
    }

    @Test
    void what_is_refused_is_not_offered_again() throws InterruptedException {
        for (int status : new int[] {400, 401, 403, 404, 413, 500, 301, 307}) {
            try (FakeReceiver receiver = new FakeReceiver();
                    FakeReceiver elsewhere = new FakeReceiver()) {
                receiver.fault(status, Map.of("Location", elsewhere.url() + "/v1/traces"), new byte[0]);
                try (OtlpExport export = Exporting.start(Exporting.to(receiver.url(), 100, 60_000))) {
                    decide(export, 5);
                    receiver.await("status " + status, () -> failed(export) == 5);
                }
                assertEquals(0, elsewhere.asked(), "a redirect would carry the headers' secrets elsewhere");
                assertEquals(List.of(), receiver.spans());
            }
        }
    }

    @Test
    void what_a_receiver_says_it_did_not_keep_is_counted() throws InterruptedException {
        Message answer = ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(2)
                        .setErrorMessage("too old"))
                .build();
        try (FakeReceiver receiver = new FakeReceiver()) {
            receiver.fault(200, Map.of("Content-Type", "application/x-protobuf"), answer.toByteArray());
            try (OtlpExport export = Exporting.start(Exporting.to(receiver.url(), 100, 0))) {
                decide(export, 5);
                receiver.await("the count", () -> sent(export) == 3);
                assertEquals(2, export.standing().count(Otlp.Signal.TRACES, OtlpStanding.Fate.REJECTED));
            }
        }
    }

    @Test
    void a_warning_without_a_count_loses_nothing() throws InterruptedException {
        Message answer = ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setErrorMessage("use another path"))
                .build();
        try (FakeReceiver receiver = new FakeReceiver()) {
            receiver.fault(200, Map.of("Content-Type", "application/x-protobuf"), answer.toByteArray());
            try (OtlpExport export = Exporting.start(Exporting.to(receiver.url(), 100, 0))) {
                decide(export, 5);
                receiver.await("the count", () -> sent(export) == 5);
                assertEquals("", export.standing().trouble());
            }
        }
    }

    @Test
    void an_answer_that_is_no_message_counts_nothing() {
        assertEquals(0, Partial.rejected(new byte[0]));
        assertEquals(0, Partial.rejected("{\"partialSuccess\":{}}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        byte[] cut = {0x0a, 0x05, 0x08, (byte) 0x80};
        assertEquals(0, Partial.rejected(cut));
        byte[] endless = new byte[64];
        java.util.Arrays.fill(endless, (byte) 0xff);
        endless[0] = 0x0a;
        assertEquals(0, Partial.rejected(endless));
    }

    @Test
    void a_receiver_that_comes_up_later_gets_what_waited() throws InterruptedException {
        URI url;
        try (FakeReceiver gone = new FakeReceiver()) {
            url = gone.url();
        }
        OtlpExport export = Exporting.start(Exporting.to(url, 100, 120_000));
        decide(export, 5);
        try (FakeReceiver waiting = new FakeReceiver()) {
            waiting.await("trouble", () -> !export.standing().trouble().isEmpty());
        }
        try (FakeReceiver back = new FakeReceiver(url.getPort(), (path, fields) -> {})) {
            back.await("what waited", () -> sent(export) == 5);
            assertEquals(5, back.spans().size());
            export.close();
        }
    }

    @Test
    void what_nobody_takes_in_time_is_given_up_and_counted() throws InterruptedException {
        URI url;
        try (FakeReceiver gone = new FakeReceiver()) {
            url = gone.url();
        }
        try (OtlpExport export = Exporting.start(Exporting.to(url, 100, 0));
                FakeReceiver waiting = new FakeReceiver()) {
            decide(export, 5);
            waiting.await("the count", () -> failed(export) == 5);
            assertTrue(
                    export.standing().trouble().startsWith("no answer"),
                    export.standing().trouble());
        }
    }
}
