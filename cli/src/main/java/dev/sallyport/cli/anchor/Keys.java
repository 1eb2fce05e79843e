package dev.sallyport.cli.anchor;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.VerifierKey;
import java.nio.file.Files;

/** Verifier keys as users give them: as text, or in a file whose first line is one, such as a key file. */
public final class Keys {
    private Keys() {}

    /** The key of that type, given for that option of that verb. */
    public static VerifierKey read(Terminal terminal, String given, SignatureType type, String where) {
        boolean file = given.indexOf('+') < 0 || Files.isRegularFile(terminal.path(given));
        String text = file ? terminal.readText(given).lines().findFirst().orElse("") : given;
        try {
            return VerifierKey.parse(text, type);
        } catch (Malformed malformed) {
            throw Complaint.usage(malformed.code(), where + ": " + malformed.getMessage());
        }
    }
}
