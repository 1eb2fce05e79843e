package dev.sallyport.govern.pilot;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.NoteVerdict;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.List;

/**
 * What a customer or its auditor says on the record, signed with a key of its own: a note (C2SP signed-note) of five lines,
 * {@code sallyport/pilot-statement/1}, the customer, the kind, yes or no, and the words.
 *
 * @param says what it is a yes or a no to
 * @param yes which of the two
 * @param words for {@link Kind#WOULD_PAY} the price band; for {@link Kind#AUDIT} what was verified
 */
public record Statement(String customer, Kind says, boolean yes, String words) {
    private static final String HEADER = "sallyport/pilot-statement/1";

    /** What can be stated. */
    public enum Kind {
        /** "We would pay for this", with a price band; the customer's key. */
        WOULD_PAY("would-pay"),
        /** "The audit trail's integrity is meaningful"; the auditor's key. */
        AUDIT("audit");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** The name in a note. */
        public String wire() {
            return wire;
        }
    }

    /**
     * @throws IllegalArgumentException if a line would be empty, too long or two lines
     */
    public Statement {
        for (String line : List.of(customer, words)) {
            if (line.isBlank() || line.length() > 400 || line.chars().anyMatch(c -> c < ' ')) {
                throw new IllegalArgumentException("a statement's lines hold 1 to 400 characters and no control");
            }
        }
    }

    /** The statement as a signed note. */
    public String signed(Signer signer) {
        String text = String.join("\n", HEADER, customer, says.wire(), yes ? "yes" : "no", words, "");
        return SignedNote.sign(text, signer).format();
    }

    /**
     * Reads a note; checks no signature.
     *
     * @throws Malformed {@code not_a_statement}, or what is wrong with the note
     */
    public static Statement read(String note) {
        String[] lines = SignedNote.parse(note).text().split("\n", -1);
        if (lines.length != 6 || !lines[0].equals(HEADER)) {
            throw new Malformed("not_a_statement", "a statement has five lines and begins with " + HEADER);
        }
        for (Kind kind : Kind.values()) {
            if (kind.wire().equals(lines[2]) && (lines[3].equals("yes") || lines[3].equals("no"))) {
                try {
                    return new Statement(lines[1], kind, lines[3].equals("yes"), lines[4]);
                } catch (IllegalArgumentException wrong) {
                    throw new Malformed("not_a_statement", String.valueOf(wrong.getMessage()));
                }
            }
        }
        throw new Malformed("not_a_statement", "a statement says yes or no to would-pay or audit");
    }

    /** Whether the note is signed by that key. */
    static boolean isSigned(String note, String key) {
        return SignedNote.parse(note).check(List.of(VerifierKey.parse(key))) instanceof NoteVerdict.Signed;
    }
}
