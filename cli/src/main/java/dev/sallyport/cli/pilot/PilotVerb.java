package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Outcome;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.PilotLog;
import dev.sallyport.govern.pilot.Refused;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.shield.ShieldVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A verb over the records of a pilot. What the rules refuse ends it with 1, what can't be read with 2. */
public abstract class PilotVerb extends DataVerb {
    /** On that terminal. */
    protected PilotVerb(Terminal terminal) {
        super(terminal);
    }

    /** The verb's work on the pilot. */
    protected abstract Exit pilot() throws Exception;

    @Override
    protected final Exit work() throws Exception {
        try {
            return pilot();
        } catch (Refused refused) {
            throw new Complaint(Exit.NO, refused.code(), refused.words());
        } catch (Malformed malformed) {
            throw Complaint.usage(malformed.code(), String.valueOf(malformed.getMessage()));
        } catch (IllegalArgumentException wrong) {
            throw Complaint.usage("usage", String.valueOf(wrong.getMessage()));
        }
    }

    /** The folder of the records. */
    protected final Path folder() {
        return data().path().resolve("pilot");
    }

    /** The key that signs the records and the baselines. */
    protected final Ed25519Key key() throws IOException {
        Path file = folder().resolve("pilot.key");
        if (!Files.exists(file)) {
            throw Complaint.usage("no_pilot", "no pilot in `" + data().path() + "`: sallyport pilot start");
        }
        return KeyFile.read(file);
    }

    /** The records' file. */
    protected final PilotLog log() throws IOException {
        return new PilotLog(folder().resolve("records.jsonl"), key());
    }

    /** The records so far. */
    protected final Pilot read() throws IOException {
        return log().read().pilot();
    }

    /** The pilot at work: one that has begun. */
    protected final Pilot begun() throws IOException {
        Pilot pilot = read();
        if (pilot.began().isEmpty()) {
            throw Complaint.usage("no_pilot", "no pilot in `" + data().path() + "`: sallyport pilot start");
        }
        return pilot;
    }

    /** Records what the function answers. */
    protected final Pilot record(Function<Pilot, List<Fact>> facts) throws IOException {
        return log().append(now(), facts);
    }

    /** Now. */
    protected final Instant now() {
        return Instant.now();
    }

    /** A row for each answer; whether all passed. */
    protected final Exit show(List<Outcome.Judged> judged) {
        judged.forEach(each -> row(each.json(), each.text()));
        return Outcome.allPass(judged) ? Exit.OK : Exit.NO;
    }

    /** A key as it is given on the command line. */
    protected static VerifierKey vkey(String text) {
        return VerifierKey.parse(text);
    }

    /** {@code name@version} as it is given on the command line. */
    protected static ShieldVersion version(String text) {
        try {
            return ShieldVersion.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw Complaint.usage("bad_version", String.valueOf(malformed.getMessage()));
        }
    }

    /** An object of a line of input. */
    protected static JsonObject object(String line) {
        Json value = StrictJson.parse(line.getBytes(StandardCharsets.UTF_8));
        if (value instanceof JsonObject object) {
            return object;
        }
        throw Complaint.usage("wrong_form", "a line holds one JSON object");
    }
}
