package dev.sallyport.ledger.note;

import dev.sallyport.ledger.encoding.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A text with the signatures below it (C2SP signed-note v1.0.0).
 *
 * @param text ends in a newline; means nothing before {@link #check} said who signed it
 * @param signatures in the order of their lines, at least one
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** The largest note that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    /** The most signatures that are read; the specification asks for 16 at least. */
    public static final int MAX_SIGNATURES = 100;

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || hasControls(text)) {
            throw new Malformed("note_text", "a note's text must end in a newline and hold no control but newline");
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new Malformed("note_signatures", "a note must have 1 to " + MAX_SIGNATURES + " signatures");
        }
    }

    /** The note with this text and one signature. */
    public static SignedNote sign(String text, Signer signer) {
        return new SignedNote(text, List.of(NoteSignature.by(signer, text.getBytes(StandardCharsets.UTF_8))));
    }

    /** The same note with one more signature below the others. */
    public SignedNote and(NoteSignature signature) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.add(signature);
        return new SignedNote(text, all);
    }

    /**
     * Reads a note; checks no signature.
     *
     * @throws Malformed when the bytes are not a note: {@code note_size}, {@code note_text}, {@code note_signatures},
     *     {@code signature_line}, {@code key_name} or {@code base64_not_strict}
     */
    public static SignedNote parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Malformed("note_size", "a note may have " + MAX_BYTES + " bytes, this one has " + bytes.length);
        }
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new Malformed("note_text", "a note must be UTF-8");
        }
    }

    /** Reads a note that is text already, as {@link #parse(byte[])} does. */
    public static SignedNote parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || hasControls(note)) {
            throw new Malformed(
                    "note_text",
                    "a note must hold a text, an empty line and signature lines, and no control but newline");
        }
        if (end + 2 == note.length()) {
            throw new Malformed("note_signatures", "a note must have a signature line");
        }
        String[] lines = note.substring(end + 2, note.length() - 1).split("\n", MAX_SIGNATURES + 1);
        if (lines.length > MAX_SIGNATURES) {
            throw new Malformed("note_signatures", "a note may have " + MAX_SIGNATURES + " signatures");
        }
        List<NoteSignature> signatures = new ArrayList<>(lines.length);
        for (String line : lines) {
            signatures.add(NoteSignature.parse(line));
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\n');
    }

    /** The note as it is sent and stored. */
    public String format() {
        StringBuilder out = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> out.append(signature.line()));
        return out.toString();
    }

    /**
     * Checks the signatures of known keys and ignores the others, as the specification asks: one bad signature of a known
     * key spoils the note, and so does one that signed twice, and having none of a known key.
     */
    public NoteVerdict check(Collection<VerifierKey> known) {
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        List<VerifierKey> by = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            Optional<VerifierKey> named =
                    known.stream().filter(signature::names).findFirst();
            if (named.isEmpty()) {
                continue;
            }
            if (by.contains(named.get())) {
                return new NoteVerdict.Repeated(named.get());
            }
            if (!named.get().verify(signed, signature.signature())) {
                return new NoteVerdict.BadSignature(named.get());
            }
            by.add(named.get());
        }
        return by.isEmpty() ? new NoteVerdict.NoKnownKey() : new NoteVerdict.Signed(by);
    }
}
