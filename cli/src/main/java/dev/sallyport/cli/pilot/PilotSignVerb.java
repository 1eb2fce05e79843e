package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.govern.pilot.Statement;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code pilot sign}: a customer, or its auditor, signs a statement with a key of its own. The key is made on the first use; its public half is what
 * the pilot is told.
 */
@Command
public final class PilotSignVerb extends Verb {
    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            required = true,
            description = "your key; made if it is not there")
    private String keyFile = "";

    @Option(names = "--name", paramLabel = "NAME", description = "your key's name, when it is made")
    private @Nullable String name;

    @Option(
            names = "--customer",
            paramLabel = "ID",
            description = "the customer's id; without it only the key is shown")
    private @Nullable String customer;

    @Option(names = "--says", paramLabel = "KIND", description = "would-pay or audit")
    private String says = "would-pay";

    @Option(names = "--no", description = "say no instead of yes")
    private boolean no;

    @Option(names = "--words", paramLabel = "TEXT", description = "the price band, or what was verified")
    private String words = "";

    /** On that terminal. */
    public PilotSignVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() throws IOException {
        try {
            Ed25519Key key = key();
            if (customer == null) {
                String vkey = key.verifierKey().encoded();
                row(JsonObject.builder().put("vkey", vkey).build(), vkey);
                return Exit.OK;
            }
            String note = new Statement(customer, kind(), !no, words).signed(key);
            row(JsonObject.builder().put("note", note).build(), note.stripTrailing());
            return Exit.OK;
        } catch (Malformed malformed) {
            throw Complaint.usage(malformed.code(), "pilot sign: " + malformed.getMessage());
        } catch (IllegalArgumentException wrong) {
            throw Complaint.usage("not_a_statement", "pilot sign: " + wrong.getMessage());
        }
    }

    private Statement.Kind kind() {
        try {
            return Statement.Kind.valueOf(says.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw Complaint.usage("not_a_statement", "pilot sign: --says is would-pay or audit");
        }
    }

    private Ed25519Key key() throws IOException {
        Path file = terminal().path(keyFile);
        if (Files.exists(file)) {
            return KeyFile.read(file);
        }
        if (name == null) {
            throw Complaint.usage("no_key", "pilot sign: no key in `" + keyFile + "`: give --name to make one");
        }
        Ed25519Key key = Ed25519Key.generate(name, new SecureRandom());
        KeyFile.write(file, key);
        return key;
    }
}
