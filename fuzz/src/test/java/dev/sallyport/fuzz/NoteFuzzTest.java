package dev.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed notes, the checkpoints in them and verifier keys: what is read is written back byte for byte, so nothing has two texts. */
class NoteFuzzTest {

    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    static Stream<byte[]> seeds() {
        return Stream.concat(
                Seeds.files("receipt/vectors", ".vkey"),
                Seeds.texts(
                        "log.example/acme\n7\n" + ROOT + "\n\n\u2014 log.example/acme AAAAAAECAwQFBgcICQo=\n",
                        "log.example/acme\n0\n" + ROOT + "\nfurther line\n\n\u2014 a AAAAAAE=\n\u2014 b AAAAAAI=\n",
                        "log.example/acme\n01\n" + ROOT + "\n",
                        "log.example/acme\n7\n" + ROOT + "\n"));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "3m")
    void whatIsRead_isWrittenBackByteForByte(byte[] bytes) {
        String whole = new String(bytes, UTF_8);
        attempt(() -> SignedNote.parse(bytes)).ifPresent(note -> {
            assertArrayEquals(bytes, note.format().getBytes(UTF_8));
            checkpoint(note.text());
        });
        checkpoint(whole);
        attempt(() -> VerifierKey.parse(whole)).ifPresent(key -> assertEquals(whole, key.encoded()));
    }

    private static void checkpoint(String text) {
        attempt(() -> Checkpoint.parse(text)).ifPresent(read -> assertEquals(text, read.text()));
    }

    private static <T> Optional<T> attempt(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (Malformed refused) {
            return Optional.empty();
        }
    }
}
