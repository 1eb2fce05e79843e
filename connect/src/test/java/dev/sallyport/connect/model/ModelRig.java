package dev.sallyport.connect.model;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.proposal.Proposals;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.TestInstall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;

/** The model proxy over a real gate in memory, with answers that a test hands in piece by piece. */
final class ModelRig {
    static final SessionId SESSION = new SessionId("s1");

    final MemoryJournal journal = MemoryJournal.automatic();
    final Gate gate = new Gate(TestInstall.parts(journal, journal, new ManualClock(), 1));
    private final ModelDoor door;
    private final ModelDialect dialect;

    ModelRig(ModelDialect dialect, Optional<ModelGuard> guard) {
        TestInstall.setUp(gate);
        this.dialect = dialect;
        ManualClock clock = new ManualClock();
        ModelRoute route = new ModelRoute(
                "main",
                TestInstall.TENANT,
                dialect,
                URI.create("http://127.0.0.1:1/v1"),
                Map.of(),
                List.of(ModelPattern.parse("m-*")),
                Set.of(),
                TestInstall.SERVER,
                TrustLevel.TRUSTED_INTERNAL_UNSIGNED);
        door = new ModelDoor(new ModelDoor.Parts(
                gate,
                new Proposals(gate, journal, journal, clock),
                List.of(route),
                new TokenBroker(Map.of(), event -> {}, clock, () -> 0L),
                guard));
    }

    static ModelRig of(ModelDialect dialect) {
        return new ModelRig(dialect, Optional.empty());
    }

    void change(RegistryChange change) {
        gate.change(Actor.system(TestInstall.TENANT), change, "test");
    }

    void speaksForUser() {
        change(new RegistryChange.SetAgentSpeaks(TestInstall.TENANT, TestInstall.AGENT, true));
    }

    Agent agent() {
        return journal.registry().agent(TestInstall.TENANT, TestInstall.AGENT).orElseThrow();
    }

    long receipts() {
        return journal.receiptCount(TestInstall.TENANT);
    }

    /** Everything that was recorded, as text. */
    String recorded() {
        StringBuilder all = new StringBuilder();
        journal.receipts(TestInstall.TENANT, 0, Integer.MAX_VALUE)
                .forEach(r -> all.append(new String(r.canonical(), StandardCharsets.UTF_8))
                        .append('\n'));
        return all.toString();
    }

    ModelExchange ask(String body) {
        return door.ask(agent(), SESSION, dialect, body.getBytes(StandardCharsets.UTF_8));
    }

    ModelExchange ask(boolean streams, String messages) {
        return ask("{\"model\":\"m-1\",\"stream\":" + streams + ",\"messages\":[" + messages + "]}");
    }

    ModelExchange ask(boolean streams) {
        return ask(streams, "{\"role\":\"user\",\"content\":\"hello\"}");
    }

    /** What an agent gets of a streamed answer that comes in those pieces. */
    static String passed(ModelExchange exchange, List<byte[]> pieces) {
        Passing passing =
                new Passing(exchange, new ModelLimits.Patience(1_000, 50, 10_000), () -> 0L, Optional.empty());
        Arriving body = arriving(pieces);
        body.onComplete();
        passing.from(body);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            passing.stream(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Arriving arriving(List<byte[]> pieces) {
        Arriving body = new Arriving();
        body.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        });
        pieces.forEach(piece -> body.onNext(List.of(ByteBuffer.wrap(piece))));
        return body;
    }

    static String passed(ModelExchange exchange, String stream) {
        return passed(exchange, List.of(stream.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same, cut in two there. */
    static List<byte[]> cut(String stream, int at) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        return List.of(Arrays.copyOfRange(bytes, 0, at), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    /** One byte at a time. */
    static List<byte[]> bytes(String stream) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        return java.util.stream.IntStream.range(0, bytes.length)
                .mapToObj(i -> new byte[] {bytes[i]})
                .toList();
    }

    static String whole(ModelExchange exchange, String answer) {
        return new String(
                AnswerFilter.of(exchange).whole(answer.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
