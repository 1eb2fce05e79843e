package dev.sallyport.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.cli.terminal.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RowTest {
    @Test
    void quantiles_are_values_that_were_measured() {
        Samples samples = new Samples(4);
        for (int i = 100; i > 0; i--) {
            samples.add(i);
        }
        assertEquals(50, samples.quantile(0.5));
        assertEquals(99, samples.quantile(0.99));
        assertEquals(100, samples.quantile(1));
        assertEquals(1, samples.quantile(0));
        assertTrue(Double.isNaN(new Samples(1).quantile(0.5)));
    }

    @Test
    void ratios_follow_from_floor_and_peer_and_are_null_without_them() {
        Row row = Row.of("b", "c", "us", 2, 9)
                .withP95(7)
                .withThroughput(500)
                .withFloor(1000)
                .withPeer(6);
        assertEquals(
                "{\"bench\":\"b\",\"case\":\"c\",\"unit\":\"us\",\"p50\":2,\"p95\":7,\"p99\":9,\"throughput\":500,\"floor\":1000,"
                        + "\"peer\":6,\"ratio_floor\":0.5,\"ratio_peer\":3}",
                JsonText.of(row.json()));
        assertTrue(
                JsonText.of(Row.of("b", "c", "us", 2, 9).json()).endsWith("\"ratio_floor\":null,\"ratio_peer\":null}"));
    }

    @Test
    void without_a_name_the_benchmarks_are_listed_and_an_unknown_one_is_wrong_usage() {
        assertTrue(run(0).contains("authorize") && run(0).contains("startup"));
        assertTrue(run(2, "speed").contains("no benchmark `speed`"));
        assertTrue(run(0, "--json").startsWith("{\"bench\":\""));
    }

    private static String run(int expected, String... args) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(all, true, StandardCharsets.UTF_8);
        assertEquals(expected, Main.run(args, stream, stream));
        return all.toString(StandardCharsets.UTF_8);
    }
}
