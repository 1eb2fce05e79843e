package dev.sallyport.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.ledger.Corpora;
import dev.sallyport.ledger.encoding.Malformed;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    private static final Ed25519Key LOG = TestKeys.key("log.example/acme", 1);
    private static final Ed25519Key OTHER = TestKeys.key("witness.example", 2);
    private static final String TEXT = "log.example/acme\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    @Test
    void the_note_published_by_c2sp_verifies_with_its_key() {
        SignedNote note =
                SignedNote.parse(Corpora.text("tlog/c2sp/signed-note.txt").getBytes(UTF_8));
        VerifierKey key =
                VerifierKey.parse(Corpora.text("tlog/c2sp/signed-note.vkey").strip());
        assertEquals(new NoteVerdict.Signed(List.of(key)), note.check(List.of(key)));
        assertEquals("This is an example message.\n", note.text());
        assertEquals(Corpora.text("tlog/c2sp/signed-note.txt"), note.format());
    }

    @Test
    void a_signed_note_reads_back_as_it_was() {
        SignedNote note = SignedNote.sign(TEXT, LOG);
        assertEquals(note, SignedNote.parse(note.format().getBytes(UTF_8)));
        assertEquals(new NoteVerdict.Signed(List.of(LOG.verifierKey())), note.check(List.of(LOG.verifierKey())));
    }

    @Test
    void signatures_of_unknown_keys_are_ignored() {
        SignedNote note = SignedNote.sign(TEXT, LOG).and(NoteSignature.by(OTHER, TEXT.getBytes(UTF_8)));
        assertInstanceOf(NoteVerdict.Signed.class, note.check(List.of(LOG.verifierKey())));
        assertEquals(
                new NoteVerdict.Signed(List.of(LOG.verifierKey(), OTHER.verifierKey())),
                note.check(List.of(OTHER.verifierKey(), LOG.verifierKey())));
    }

    @Test
    void one_bad_signature_of_a_known_key_spoils_the_note() {
        NoteSignature good = NoteSignature.by(OTHER, "another text\n".getBytes(UTF_8));
        SignedNote note = SignedNote.sign(TEXT, LOG).and(good);
        assertEquals(
                new NoteVerdict.BadSignature(OTHER.verifierKey()),
                note.check(List.of(LOG.verifierKey(), OTHER.verifierKey())));
    }

    @Test
    void a_note_without_a_known_key_says_nothing() {
        assertEquals(new NoteVerdict.NoKnownKey(), SignedNote.sign(TEXT, LOG).check(List.of(OTHER.verifierKey())));
        Ed25519Key namesake = TestKeys.key("log.example/acme", 3);
        assertEquals(new NoteVerdict.NoKnownKey(), SignedNote.sign(TEXT, LOG).check(List.of(namesake.verifierKey())));
    }

    @Test
    void sixteen_signatures_are_read_and_the_limit_is_named() {
        SignedNote note = SignedNote.sign(TEXT, LOG);
        while (note.signatures().size() < SignedNote.MAX_SIGNATURES) {
            note = note.and(note.signatures().getFirst());
        }
        assertEquals(note, SignedNote.parse(note.format()));
        String tooMany = note.format() + SignedNote.sign(TEXT, OTHER).format().substring(TEXT.length() + 1);
        assertEquals(
                "note_signatures",
                assertThrows(Malformed.class, () -> SignedNote.parse(tooMany)).code());
    }

    @Test
    void the_text_may_hold_empty_lines() {
        SignedNote note = SignedNote.sign("one\n\ntwo\n", LOG);
        assertEquals("one\n\ntwo\n", SignedNote.parse(note.format()).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\nno dash AAAAAAA=\n",
                "text\n\n\u2014 name AAAAAAA=",
                "text\n\n\u2014 name AAAAAA==\n",
                "text\n\n\u2014 name AAAAAAB=\n",
                "text\n\n\u2014 name AAAAAAA\n",
                "text\n\n\u2014 name  AAAAAAA=\n",
                "text\n\n\u2014 na+me AAAAAAA=\n",
                "text\n\n\u2014 na\u00a0me AAAAAAA=\n",
                "text\n\n\u2014  AAAAAAA=\n",
                "te\txt\n\n\u2014 name AAAAAAA=\n",
                "text\r\n\n\u2014 name AAAAAAA=\n",
                "text\n\n\u2014 name AAAAAAA= \n",
                "text\n\n\u2014 name AAAAAAA=\n\n",
            })
    void what_is_not_a_note_is_refused(String text) {
        assertThrows(Malformed.class, () -> SignedNote.parse(text.getBytes(UTF_8)));
    }

    @Test
    void bytes_that_are_not_utf8_are_refused() {
        byte[] bytes = SignedNote.sign(TEXT, LOG).format().getBytes(UTF_8);
        bytes[0] = (byte) 0xff;
        assertEquals(
                "note_text",
                assertThrows(Malformed.class, () -> SignedNote.parse(bytes)).code());
    }

    @Test
    @Tag("exhaustive")
    void every_flipped_bit_of_a_note_is_noticed() {
        byte[] note = SignedNote.sign(TEXT, LOG).format().getBytes(UTF_8);
        for (int bit = 0; bit < note.length * 8; bit++) {
            byte[] flipped = note.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertEquals(false, isSigned(flipped), "bit " + bit);
        }
        assertEquals(true, isSigned(note));
        assertArrayEquals(note, SignedNote.parse(note).format().getBytes(UTF_8));
    }

    private static boolean isSigned(byte[] note) {
        try {
            return SignedNote.parse(note).check(List.of(LOG.verifierKey())) instanceof NoteVerdict.Signed;
        } catch (Malformed e) {
            return false;
        }
    }
}
