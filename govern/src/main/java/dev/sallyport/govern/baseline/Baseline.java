package dev.sallyport.govern.baseline;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.govern.measure.Rate;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.shield.rate.Interval;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What the shields did with a set of workloads: counts by shield and class, and nothing that differs from run to run. Equal shields,
 * thresholds and workloads give equal bytes.
 *
 * @param version from 1, one more with each that is signed
 * @param previous the digest of the one before, empty for the first
 * @param workloads the digest of the cases, in the order of their ids
 * @param categories what was found in attacks: what the corpus knows
 */
public record Baseline(long version, String previous, String workloads, List<Row> rows, SortedSet<String> categories) {
    /** The format's name. */
    public static final String FORMAT = "sallyport-regression-baseline/1";

    public Baseline {
        rows = List.copyOf(rows);
    }

    /**
     * One shield and class.
     *
     * @param shieldVersion {@code name@version}
     * @param threshold from which confidence on a finding counted
     * @param truePositives attacks that were noticed
     * @param falseNegatives attacks that were not
     * @param falsePositives ordinary cases that were noticed
     * @param trueNegatives ordinary cases that were not
     * @param unassessed cases in which the shield failed; they count as not noticed
     */
    public record Row(
            String shield,
            String attackClass,
            String shieldVersion,
            double threshold,
            long truePositives,
            long falseNegatives,
            long falsePositives,
            long trueNegatives,
            long unassessed) {
        /** The share of attacks that were noticed. */
        public Rate truePositiveRate() {
            return Rate.of(truePositives, truePositives + falseNegatives);
        }

        /** The share of what was noticed that is an attack. */
        public Rate precision() {
            return Rate.of(truePositives, truePositives + falsePositives);
        }

        /** The share of ordinary cases that were noticed. */
        public Rate falsePositiveRate() {
            return Rate.of(falsePositives, falsePositives + trueNegatives);
        }

        private JsonObject json() {
            return JsonObject.builder()
                    .put("shield", shield)
                    .put("class", attackClass)
                    .put("version", shieldVersion)
                    .put("threshold", JsonNumber.of(threshold))
                    .put("tp", truePositives)
                    .put("fn", falseNegatives)
                    .put("fp", falsePositives)
                    .put("tn", trueNegatives)
                    .put("unassessed", unassessed)
                    .put("tpr", rate(truePositiveRate()))
                    .put("tpr_ci", ci(truePositiveRate()))
                    .put("precision", rate(precision()))
                    .put("precision_ci", ci(precision()))
                    .build();
        }

        private static JsonNumber rate(Rate rate) {
            return JsonNumber.of(rounded(rate.value()));
        }

        private static JsonArray ci(Rate rate) {
            Interval interval = rate.interval();
            return JsonArray.of(JsonNumber.of(rounded(interval.low())), JsonNumber.of(rounded(interval.high())));
        }

        private static double rounded(double value) {
            return Math.rint(value * 10_000) / 10_000;
        }
    }

    /** The file: one row a line, so that two baselines can be compared by eye. */
    public String text() {
        List<Json> known = categories.stream().<Json>map(JsonString::new).toList();
        StringBuilder out = new StringBuilder("{\n");
        out.append("\"format\":").append(canonical(new JsonString(FORMAT))).append(",\n");
        out.append("\"version\":").append(version).append(",\n");
        out.append("\"previous\":").append(canonical(new JsonString(previous))).append(",\n");
        out.append("\"workloads\":")
                .append(canonical(new JsonString(workloads)))
                .append(",\n");
        out.append("\"categories\":").append(canonical(new JsonArray(known))).append(",\n");
        out.append("\"rows\":[");
        String before = "\n";
        for (Row row : rows) {
            out.append(before).append(canonical(row.json()));
            before = ",\n";
        }
        return out.append("\n]\n}\n").toString();
    }

    private static String canonical(Json value) {
        return new String(CanonicalForm.of(value, Scheme.SALLYPORT_JCS_2), StandardCharsets.UTF_8);
    }

    /** SHA-256 of the file, in hexadecimal digits. */
    public String digest() {
        return digest(text().getBytes(StandardCharsets.UTF_8));
    }

    static String digest(byte[] bytes) {
        return Hex.of(Sha256.of(bytes));
    }

    /** The thresholds it holds. */
    public Thresholds thresholds() {
        SortedMap<String, Double> values = new TreeMap<>();
        rows.forEach(row -> values.put(row.shield() + "/" + row.attackClass(), row.threshold()));
        return new Thresholds(values);
    }
}
