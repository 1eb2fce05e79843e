package dev.sallyport.server.anchor;

import dev.sallyport.ledger.encoding.Decimal;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.merkle.ConsistencyProof;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.note.NoteSignature;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.witness.AddCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One witness, asked over HTTP to cosign checkpoints of one log. One request at a time: for one thread. */
final class WitnessLink {
    private static final int MAX_ANSWER_BYTES = 64 << 10;
    private static final int CONFLICTS = 3;

    /** What came of asking. */
    sealed interface Outcome {
        /** The witness stands behind the checkpoint. */
        record Cosigned(NoteSignature signature) implements Outcome {}

        /** The witness has seen more of this log than there is. */
        record SawMore(long size) implements Outcome {}

        /** The witness has seen another history. */
        record SawOther(long size) implements Outcome {}

        /** Nothing came of it this time. */
        record Silent(String why) implements Outcome {}
    }

    private final URI address;
    private final VerifierKey key;
    private final HttpClient http;
    private final Duration patience;
    private long lastSize;

    /**
     * A witness.
     *
     * @param address what {@code add-checkpoint} is below
     * @param patience how long one request may take
     */
    WitnessLink(URI address, VerifierKey key, HttpClient http, Duration patience) {
        this.address = URI.create(address.toString().replaceAll("/+$", "") + "/add-checkpoint");
        this.key = key;
        this.http = http;
        this.patience = patience;
    }

    URI address() {
        return address;
    }

    VerifierKey key() {
        return key;
    }

    /** Asks for a cosignature of a checkpoint of that size. */
    Outcome ask(SignedNote checkpoint, long size, Supplier<NodeSource> nodes) throws InterruptedException {
        for (int attempt = 0; attempt < CONFLICTS; attempt++) {
            if (lastSize > size) {
                return new Outcome.SawMore(lastSize);
            }
            try {
                HttpResponse<InputStream> answer = send(checkpoint, size, nodes);
                String body = body(answer);
                switch (answer.statusCode()) {
                    case 200 -> {
                        Optional<NoteSignature> signature = signature(checkpoint, body);
                        if (signature.isPresent()) {
                            lastSize = size;
                            return new Outcome.Cosigned(signature.get());
                        }
                        return new Outcome.Silent("its answer holds no cosignature of " + key.id());
                    }
                    case 409 -> lastSize = Decimal.parse(body.strip(), "witness_size");
                    case 422 -> {
                        return new Outcome.SawOther(lastSize);
                    }
                    default -> {
                        return new Outcome.Silent("status " + answer.statusCode());
                    }
                }
            } catch (IOException e) {
                return new Outcome.Silent(String.valueOf(e));
            } catch (Malformed e) {
                return new Outcome.Silent(e.code() + ": " + e.getMessage());
            }
        }
        return new Outcome.Silent("it names another size each time");
    }

    private HttpResponse<InputStream> send(SignedNote checkpoint, long size, Supplier<NodeSource> nodes)
            throws IOException, InterruptedException {
        List<byte[]> proof = lastSize == 0 || lastSize == size
                ? List.of()
                : ConsistencyProof.of(lastSize, size, nodes.get()).path();
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(patience)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new AddCheckpoint(lastSize, proof, checkpoint).format()))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String body(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream in = answer.body()) {
            return new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
        }
    }

    /** The cosignature among the lines of an answer, if it holds; others' lines are passed over. */
    private Optional<NoteSignature> signature(SignedNote checkpoint, String body) {
        byte[] text = checkpoint.text().getBytes(StandardCharsets.UTF_8);
        return body.lines()
                .map(NoteSignature::parse)
                .filter(line -> line.names(key) && key.verify(text, line.signature()))
                .findFirst();
    }
}
