package dev.sallyport.action.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.action.json.MalformedJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 66 inputs on which JCS libraries disagree: each is refused, or has canonical bytes that are their own canonical form. */
final class HostileInputsTest {
    private static final int LONGEST_SHOWN = 60;

    /** The inputs that every strict reader understands alike; all others must be refused. */
    private static final List<String> CANONICAL = List.of(
            "nfc",
            "nfd",
            "nul",
            "del",
            "ls",
            "slash",
            "sort_utf16",
            "top_scalar",
            "top_number",
            "top_null",
            "proto_key",
            "toJSON",
            "constructor",
            "exp_upper",
            "exp_int",
            "trailing_zero",
            "float_int",
            "min_subnormal");

    @Test
    void hostileInput_isRefusedOrCanonical() {
        List<String> rows = Corpora.lines("jcs/hostile.tsv.gz");
        var table = new StringBuilder("| input | sallyport-jcs-2 | aegis-jcs-1 | rfc8785 |\n|---|---|---|---|\n");
        List<String> canonical = new ArrayList<>();
        for (String row : rows) {
            String[] cell = row.split("\t", -1);
            byte[] bytes = HexFormat.of().parseHex(cell[1]);
            table.append("| ").append(cell[0]);
            for (Scheme scheme : Scheme.values()) {
                table.append(" | ").append(answer(bytes, scheme));
            }
            table.append(" |\n");
            if (!answer(bytes, Scheme.SALLYPORT_JCS_2).startsWith("refused")) {
                canonical.add(cell[0]);
            }
        }
        String total = rows.size() + " inputs: " + (rows.size() - canonical.size()) + " refused, " + canonical.size()
                + " canonical";
        Corpora.keep("hostile-table.md", table + "\nsallyport-jcs-2: " + total + "\n");
        System.out.println(table);
        System.out.println("hostile inputs under sallyport-jcs-2: " + total);
        assertEquals(66, rows.size());
        assertEquals(CANONICAL, canonical);
    }

    private static String answer(byte[] bytes, Scheme scheme) {
        try {
            byte[] canonical = Canon.run(bytes, scheme, Canon.Output.BYTES);
            assertArrayEquals(canonical, Canon.run(canonical, scheme, Canon.Output.BYTES));
            return "`" + printable(new String(canonical, UTF_8)) + "`";
        } catch (MalformedJson refusal) {
            return "refused: " + refusal.code() + " at " + refusal.offset();
        }
    }

    private static String printable(String text) {
        var out = new StringBuilder();
        text.codePoints().limit(LONGEST_SHOWN).forEach(c -> {
            if (c >= ' ' && c < 0x7f) {
                out.append((char) c);
            } else {
                out.append(String.format("<U+%04X>", c));
            }
        });
        return out.toString().replace("|", "\\|");
    }

    @Test
    void inputsThatLibrariesAgreeToChange_areRefused() {
        List<String> wrongByAgreement =
                List.of("neg_zero", "neg_zero_f", "underflow", "precision", "half_subnormal", "noncharacter");
        long seen = Corpora.lines("jcs/hostile.tsv.gz").stream()
                .map(row -> row.split("\t", -1))
                .filter(cell -> wrongByAgreement.contains(cell[0]))
                .peek(cell -> assertEquals(
                        "refused",
                        answer(HexFormat.of().parseHex(cell[1]), Scheme.SALLYPORT_JCS_2)
                                .substring(0, 7),
                        Arrays.toString(cell)))
                .count();
        assertEquals(wrongByAgreement.size(), seen);
    }
}
