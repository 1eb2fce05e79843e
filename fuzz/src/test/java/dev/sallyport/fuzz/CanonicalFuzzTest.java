package dev.sallyport.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.action.canonical.Canon;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.MalformedJson;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Strict JSON and the canonical forms: what is accepted reads back equal from its canonical bytes, which are their own canonical bytes. */
class CanonicalFuzzTest {

    static Stream<byte[]> seeds() {
        return Stream.concat(
                Seeds.files("action/vectors", ".json"),
                Seeds.texts(
                        "{\"a\":[1e21,-0.5,98.70,4.9e-324],\"\\u20ac\":\"\\ud83d\\ude00\"}",
                        "[9007199254740991,1.7976931348623157e308,0.1e1]"));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "3m")
    void canonicalBytes_readBackEqual_andAreTheirOwnCanonicalBytes(byte[] document) {
        for (Scheme scheme : Scheme.values()) {
            Json value;
            byte[] canonical;
            try {
                value = Canon.read(document, scheme);
                canonical = CanonicalForm.of(value, scheme);
            } catch (MalformedJson refused) {
                continue;
            }
            assertEquals(value, Canon.read(canonical, scheme), scheme.id());
            assertArrayEquals(canonical, Canon.run(canonical, scheme, Canon.Output.BYTES), scheme.id());
        }
    }
}
