package dev.sallyport.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.ledger.Corpora;
import dev.sallyport.ledger.note.Cosigner;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.TestKeys;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Plays the requests that another witness's authors recorded, in their order, and compares the answers. */
class PublishedExchangeTest {
    private static final Pattern KEY = Pattern.compile("add-sigsum-log -key=([0-9a-f]{64})");
    private static final Pattern EXCHANGE =
            Pattern.compile("```\\n(old .*?)```\\nHTTP (\\d+)\\n(.*?)\\n\\n", Pattern.DOTALL);
    private static final Pattern ORIGIN = Pattern.compile("sigsum\\.org/v1/tree/[0-9a-f]{64}");

    @Test
    void the_recorded_requests_get_the_recorded_answers() {
        String script = Corpora.text("tlog/torchwood/litewitness.txt") + "\n\n";
        Matcher key = KEY.matcher(script);
        Matcher origin = ORIGIN.matcher(script);
        assertEquals(true, key.find() && origin.find());
        byte[] raw = HexFormat.of().parseHex(key.group(1));
        Witness witness = new Witness(
                Map.of(origin.group(), List.of(new VerifierKey(origin.group(), SignatureType.ED25519, raw))),
                Cosigner.with(TestKeys.key("example.com/witness", 2)),
                new MemoryWitnessState());
        int played = 0;
        for (Matcher exchange = EXCHANGE.matcher(script); exchange.find(); played++) {
            WitnessAnswer answer = witness.addCheckpoint(exchange.group(1).getBytes(UTF_8), 1_770_000_000L);
            // Recorded before tlog-witness v1.0.0 gave an unknown log a status of its own.
            boolean unknownLog = exchange.group(3).contains("unknown log");
            assertEquals(unknownLog ? 404 : Integer.parseInt(exchange.group(2)), answer.status(), exchange.group(1));
            if (answer instanceof WitnessAnswer.OtherSize other) {
                assertEquals(true, exchange.group(3).contains("\"" + other.size() + "\\n\""), exchange.group(3));
            }
        }
        System.out.println("witness exchanges: " + played + " as recorded");
        assertEquals(9, played);
    }
}
