package dev.sallyport.action.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.action.json.MalformedJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which of the RFC's vectors {@code sallyport-jcs-2} refuses, and that it agrees with the RFC on all others. */
final class ProfileRefusalsTest {
    private final StringBuilder report = new StringBuilder("# RFC 8785 vectors that sallyport-jcs-2 refuses\n");
    private final Map<String, Integer> byCode = new TreeMap<>();

    @Test
    void refusedVectors_areListedWithTheirReason() {
        int documents = 0;
        report.append("\n## Reference documents\n");
        for (String name : List.of("arrays", "french", "structures", "unicode", "values", "weird")) {
            documents += refused(name, Corpora.bytes("jcs/cyberphone/input/" + name + ".json"), true) ? 1 : 0;
        }
        assertEquals(1, documents, "only `values` has numbers that a double changes");

        report.append("\n## Appendix B\n");
        int numbers = 0;
        for (String row : Corpora.lines("jcs/rfc8785_appendix_b.csv").subList(1, 27)) {
            String text = row.substring(row.indexOf(',') + 1);
            numbers += !text.isEmpty() && refused(row, text.getBytes(UTF_8), true) ? 1 : 0;
        }
        assertEquals(11, numbers);

        byCode.clear();
        List<String> table = Corpora.lines("jcs/es6testfile_100000.txt.gz");
        for (String row : table) {
            refused(row, row.substring(row.indexOf(',') + 1).getBytes(UTF_8), false);
        }
        report.append("\n## ES6 number table, ").append(table.size()).append(" lines\n");
        byCode.forEach((code, count) ->
                report.append("- ").append(code).append(": ").append(count).append('\n'));
        assertEquals(List.of("number_too_large"), List.copyOf(byCode.keySet()), "other texts are their own decimals");
        Corpora.keep("profile-2-refusals.md", report.toString());
        System.out.println(report);
    }

    private boolean refused(String name, byte[] document, boolean list) {
        try {
            byte[] ours = Canon.run(document, Scheme.SALLYPORT_JCS_2, Canon.Output.BYTES);
            assertArrayEquals(Canon.run(document, Scheme.RFC8785, Canon.Output.BYTES), ours, name);
            return false;
        } catch (MalformedJson refusal) {
            byCode.merge(refusal.code(), 1, Integer::sum);
            if (list) {
                report.append("- ")
                        .append(name)
                        .append(": ")
                        .append(refusal.getMessage())
                        .append('\n');
            }
            return true;
        }
    }
}
