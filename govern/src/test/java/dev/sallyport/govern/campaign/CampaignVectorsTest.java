package dev.sallyport.govern.campaign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.gate.form.FormBroken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every document of spec/campaign is read or refused as its folder says. */
class CampaignVectorsTest {
    private static final Path SPEC =
            Path.of(System.getProperty("sallyport.root", "..")).resolve("spec/campaign");

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SPEC.resolve(folder))) {
            List<Path> all = files.sorted().toList();
            assertFalse(all.isEmpty());
            return all;
        }
    }

    static List<Path> accepted() throws IOException {
        return files("accept");
    }

    static List<Path> refused() throws IOException {
        return files("reject");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void whatIsAccepted_isReadBackFromItsCanonicalForm_withTheSameDigest(Path file) throws IOException {
        CampaignRun run = CampaignRun.parse(Files.readAllBytes(file));
        CampaignRun again = CampaignRun.parse(run.bytes());
        assertEquals(run, again);
        assertArrayEquals(run.bytes(), again.bytes());
        assertEquals(run.digest(), again.digest());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsRefused_isRefusedWithWords(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        RuntimeException refused = assertThrows(RuntimeException.class, () -> CampaignRun.parse(bytes));
        assertTrue(
                refused instanceof MalformedJson
                        || refused instanceof FormBroken
                        || refused instanceof IllegalArgumentException,
                refused::toString);
        assertTrue(String.valueOf(refused.getMessage()).length() > 10, refused::toString);
    }

    @Test
    void aRefusalNamesTheRowAndTheLimit() throws IOException {
        byte[] bytes = Files.readAllBytes(SPEC.resolve("reject/count-too-great.json"));
        String said = String.valueOf(assertThrows(IllegalArgumentException.class, () -> CampaignRun.parse(bytes))
                .getMessage());
        assertTrue(said.contains("rows[0]") && said.contains("`denied`") && said.contains("100000"), said);
    }

    @Test
    void aDocumentBeyondItsBytes_isRefusedUnread() {
        assertThrows(MalformedJson.class, () -> CampaignRun.parse(new byte[CampaignRun.MOST_BYTES + 1]));
    }
}
