package dev.sallyport.cedar.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorpusTest {

    @Test
    void every_request_of_the_published_corpus_is_answered_as_recorded(@TempDir Path folder) throws IOException {
        Corpora.untar(Corpora.cedar().resolve("corpus-tests.tar.gz"), folder);
        CorpusRun.Summary summary = run(folder);
        assertEquals(new CorpusRun.Summary(6203, 49_624, 49_624), summary);
    }

    @Test
    void every_request_of_the_hand_written_tests_is_answered_as_recorded() throws IOException {
        CorpusRun.Summary summary = run(Corpora.cedar().resolve("tests"));
        assertEquals(summary.total(), summary.agree());
        assertEquals(22, summary.tests());
    }

    private static CorpusRun.Summary run(Path folder) throws IOException {
        List<CorpusRun.Row> wrong = new ArrayList<>();
        CorpusRun.Summary summary = new CorpusRun().run(folder, row -> {
            if (!row.agrees()) {
                wrong.add(row);
            }
        });
        System.out.println("cedar corpus: " + summary);
        wrong.stream().limit(20).forEach(row -> System.out.println("  " + row));
        return summary;
    }
}
