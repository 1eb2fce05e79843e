package dev.sallyport.govern.pilot;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.attestation.DsseEnvelope;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Members;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The file of a pilot's records: one DSSE envelope a line, whose payload is {@code {at, facts, prev, seq}} in canonical form and names the
 * hash of the payload before it. A line is written and forced to the disk as a whole; a last line without its newline was never
 * acknowledged and is cut off by the next append. Several processes may append: each holds the file's lock while it reads, decides and
 * writes, and threads of this process take turns.
 *
 * <p>The chain shows a changed, removed or inserted record; that its end was cut off shows only beside a report that names a later head.
 *
 * @param file need not exist yet
 * @param key signs every record
 */
public record PilotLog(Path file, Signer key) {
    private static final String TYPE = "application/vnd.sallyport.pilot-record+json";
    private static final byte[] DOMAIN = Sha256.domain("sallyport/pilot-record/1");
    private static final String NOTHING = "0".repeat(64);
    /** A process locks a file once, whatever thread asks. */
    private static final ReentrantLock HERE = new ReentrantLock();

    /** What was read, and the hash of the newest record. */
    public record Head(Pilot pilot, String hash) {}

    /** What is about to be written: the records before it and with it. */
    public record Next(Head before, Head after) {}

    /** The records so far. */
    public Head read() throws IOException {
        return Files.exists(file) ? read(Files.readAllBytes(file), key.verifierKey()) : new Head(Pilot.EMPTY, NOTHING);
    }

    /**
     * Checks every signature and the chain.
     *
     * @throws Malformed {@code record_signature}, {@code record_chain}, or what is wrong with a record's form
     */
    public static Head read(byte[] bytes, VerifierKey key) {
        Head head = new Head(Pilot.EMPTY, NOTHING);
        List<Entry> entries = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                head = next(head.hash(), entries, Arrays.copyOfRange(bytes, from, i), key);
                from = i + 1;
            }
        }
        return new Head(new Pilot(entries), head.hash());
    }

    private static Head next(String previous, List<Entry> entries, byte[] line, VerifierKey key) {
        String where = "record " + entries.size();
        DsseEnvelope envelope = DsseEnvelope.parse(line);
        if (!envelope.payloadType().equals(TYPE) || !envelope.signedBy(key)) {
            throw new Malformed("record_signature", where + " is not signed by " + key.id());
        }
        Members members = Members.exactly(List.of("at", "facts", "prev", "seq"), object(envelope.payload()));
        if (!members.string("prev").equals(previous) || members.natural("seq") != entries.size()) {
            throw new Malformed("record_chain", where + " does not follow the record before it");
        }
        Entry entry = new Entry(entries.size(), time(members.string("at")), facts(object(envelope.payload())));
        if (!entries.isEmpty() && entry.at().isBefore(entries.getLast().at())) {
            throw new Malformed("record_chain", where + " is older than the record before it");
        }
        entries.add(entry);
        return new Head(Pilot.EMPTY, hash(envelope.payload()));
    }

    /**
     * Reads, asks what to record, and records it, all under the file's lock.
     *
     * @param facts what to record, given what was; nothing if empty
     * @return the records with those
     * @throws Refused what {@link Rules} refuses, or {@code time_backwards}; then nothing is written
     * @throws IOException if it can't be written; then it may or may not be
     */
    public Pilot append(Instant at, Function<Pilot, List<Fact>> facts) throws IOException {
        return append(at, head -> facts.apply(head.pilot()), next -> {}).pilot();
    }

    /**
     * The same, with a look at what the records will be before anything is written.
     *
     * @param beforehand what it throws keeps the facts from being written
     */
    public Head append(Instant at, Function<Head, List<Fact>> facts, Consumer<Next> beforehand) throws IOException {
        HERE.lock();
        try {
            return appended(at, facts, beforehand);
        } finally {
            HERE.unlock();
        }
    }

    private Head appended(Instant at, Function<Head, List<Fact>> facts, Consumer<Next> beforehand) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            byte[] bytes = all(channel);
            Head head = read(bytes, key.verifierKey());
            List<Fact> next = facts.apply(head);
            if (next.isEmpty() || !lock.isValid()) {
                return head;
            }
            Pilot pilot = Rules.record(head.pilot(), at, next);
            byte[] payload = payload(pilot.entries().getLast(), head.hash());
            Head after = new Head(pilot, hash(payload));
            beforehand.accept(new Next(head, after));
            write(channel, whole(bytes), line(payload));
            return after;
        }
    }

    private static String hash(byte[] payload) {
        return Hex.of(Sha256.of(DOMAIN, payload));
    }

    private static byte[] payload(Entry entry, String previous) {
        List<Json> facts = entry.facts().stream().<Json>map(FactJson::of).toList();
        JsonObject payload = JsonObject.builder()
                .put("at", entry.at().toString())
                .put("facts", new JsonArray(facts))
                .put("prev", previous)
                .put("seq", entry.seq())
                .build();
        return CanonicalForm.of(payload, Scheme.SALLYPORT_JCS_2);
    }

    private byte[] line(byte[] payload) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(DsseEnvelope.sign(TYPE, payload, key).line());
        line.write('\n');
        return line.toByteArray();
    }

    /** The length up to the last newline. */
    private static int whole(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static byte[] all(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // until the end
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static void write(FileChannel channel, int at, byte[] line) throws IOException {
        channel.truncate(at);
        channel.position(at);
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    private static JsonObject object(byte[] payload) {
        try {
            if (StrictJson.parse(payload) instanceof JsonObject object) {
                return object;
            }
        } catch (MalformedJson malformed) {
            throw new Malformed(malformed.code(), String.valueOf(malformed.getMessage()));
        }
        throw new Malformed("wrong_member", "a record must be an object");
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw new Malformed("wrong_member", "member `at` must be a time: " + malformed.getMessage());
        }
    }

    private static List<Fact> facts(JsonObject payload) {
        if (!(payload.get("facts") instanceof JsonArray array)) {
            throw new Malformed("wrong_member", "member `facts` must be an array");
        }
        List<Fact> facts = new ArrayList<>();
        for (Json each : array.items()) {
            if (!(each instanceof JsonObject object)) {
                throw new Malformed("wrong_member", "a fact must be an object");
            }
            facts.add(FactJson.read(object));
        }
        return facts;
    }
}
