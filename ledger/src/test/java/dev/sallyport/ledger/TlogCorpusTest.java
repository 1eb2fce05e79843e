package dev.sallyport.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.NoteVerdict;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No file of the published corpus lies there unread: what is not a Merkle vector gives the signed notes and verifier keys that
 * stand in it, or is named here as prose. The vectors themselves are judged in {@code merkle}, the exchanges in
 * {@code witness}.
 */
class TlogCorpusTest {
    /** A paragraph, an empty line, and signatures that are given whole. */
    private static final Pattern NOTE = Pattern.compile("((?:.+\n)+)\n((?:\u2014 \\S+ [A-Za-z0-9+/=]+\n)+)");

    private static final Pattern KEY = Pattern.compile("(?<![^\\s])[^\\s+]+\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]{20,}");

    /** These say it in words; the proof among them has its signatures shortened. */
    private static final Set<String> PROSE = Set.of("c2sp/tlog-policy.md", "c2sp/tlog-tiles.md", "c2sp/tlog-proof.md");

    private final TreeMap<String, Integer> notes = new TreeMap<>();
    private final List<VerifierKey> keys = new ArrayList<>();
    private final List<SignedNote> read = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    @Test
    void every_published_file_is_read_and_its_notes_are_read_back() throws IOException {
        Path corpus = Corpora.path("tlog");
        int vectors = 0;
        Set<String> unread = new TreeSet<>();
        for (Path file : files(corpus)) {
            String name = corpus.relativize(file).toString();
            if (name.matches("merkle/.*\\.json")) {
                vectors++;
            } else if (!name.equals("rfc6962_reference_tree.json") && !read(name, Files.readString(file, UTF_8))) {
                unread.add(name);
            }
        }
        int signed = signedByKnownKeys();
        System.out.println("tlog corpus: merkle vectors " + vectors + ", reference trees 1, signed notes " + read.size()
                + " read and " + refused.size() + " refused, in " + notes + ", verifier keys " + keys.size()
                + ", signatures checked " + signed + ", prose "
                + unread);
        // A request there that a witness must refuse: its signature ends in bits that no encoder writes.
        assertEquals(List.of("torchwood/litewitness.txt: base64_not_strict"), refused);
        assertEquals(PROSE, unread);
        assertEquals(518, vectors);
        assertEquals(3, keys.size());
        assertEquals(3, signed, "the example of C2SP twice and the tree of sum.golang.org");
    }

    private static List<Path> files(Path corpus) throws IOException {
        try (Stream<Path> walk = Files.walk(corpus)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Whether there was anything to read in it. */
    private boolean read(String name, String text) {
        int before = keys.size();
        Matcher key = KEY.matcher(text);
        while (key.find()) {
            keys.add(VerifierKey.parse(key.group()));
            assertEquals(key.group(), keys.getLast().encoded());
        }
        Matcher note = NOTE.matcher(text.replaceAll("(?m)^ +", ""));
        while (note.find()) {
            String paragraph = note.group(1);
            String said =
                    paragraph.substring(paragraph.lastIndexOf("```\n") < 0 ? 0 : paragraph.lastIndexOf("```\n") + 4);
            byte[] bytes = (said + "\n" + note.group(2)).getBytes(UTF_8);
            notes.merge(name, 1, Integer::sum);
            try {
                SignedNote parsed = SignedNote.parse(bytes);
                assertArrayEquals(bytes, parsed.format().getBytes(UTF_8), name);
                read.add(parsed);
            } catch (Malformed e) {
                refused.add(name + ": " + e.code());
            }
        }
        return keys.size() > before || notes.containsKey(name);
    }

    private int signedByKnownKeys() {
        int signed = 0;
        for (SignedNote note : read) {
            List<VerifierKey> known = keys.stream().distinct().toList();
            if (note.signatures().stream().anyMatch(s -> known.stream().anyMatch(s::names))) {
                assertTrue(note.check(known) instanceof NoteVerdict.Signed, note::format);
                signed++;
            }
        }
        return signed;
    }
}
