package dev.sallyport.cedar.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorpusRunTest {

    @TempDir
    private Path folder;

    private final List<CorpusRun.Row> rows = new ArrayList<>();

    @Test
    void an_answer_other_than_the_recorded_one_does_not_agree() throws IOException {
        write("permit(principal, action, resource);", request("allow", "\"policy0\"") + "," + request("deny", ""));
        CorpusRun.Summary summary = new CorpusRun().run(folder, rows::add);
        assertEquals(new CorpusRun.Summary(1, 1, 2), summary);
        assertTrue(rows.get(0).agrees() && !rows.get(1).agrees(), rows.toString());
    }

    @Test
    void reasons_are_compared_as_sets() throws IOException {
        String two = "permit(principal, action, resource); permit(principal, action, resource);";
        write(two, request("allow", "\"policy1\", \"policy0\"") + "," + request("allow", "\"policy0\""));
        assertEquals(new CorpusRun.Summary(1, 1, 2), new CorpusRun().run(folder, rows::add));
    }

    @Test
    void a_test_that_cannot_be_read_counts_as_not_agreeing() throws IOException {
        write("permit(principal, action,", request("allow", "\"policy0\""));
        assertEquals(new CorpusRun.Summary(1, 0, 1), new CorpusRun().run(folder, rows::add));
        Files.writeString(folder.resolve("t/broken.json"), "{\"requests\": [");
        assertEquals(new CorpusRun.Summary(1, 0, 2), new CorpusRun().run(folder, rows::add));
    }

    private void write(String policies, String requests) throws IOException {
        Files.createDirectories(folder.resolve("t"));
        Files.writeString(folder.resolve("t/a.cedar"), policies);
        Files.writeString(folder.resolve("t/a.entities.json"), "[]");
        Files.writeString(
                folder.resolve("t/a.json"),
                "{\"policies\": \"t/a.cedar\", \"entities\": \"t/a.entities.json\", \"requests\": [" + requests + "]}");
    }

    private static String request(String decision, String reason) {
        String end = "{\"type\": \"A\", \"id\": \"\"}";
        return "{\"principal\": " + end + ", \"action\": " + end + ", \"resource\": " + end + ", \"context\": {},"
                + "\"decision\": \"" + decision + "\", \"reason\": [" + reason + "], \"errors\": []}";
    }
}
