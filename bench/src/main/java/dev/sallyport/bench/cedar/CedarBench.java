package dev.sallyport.bench.cedar;

import dev.sallyport.cedar.validation.Mode;
import dev.sallyport.cedar.validation.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Cedar engine on a gateway's policies, and cedar-java on the same ones in the same run. Both are first asked the
 * same requests; one different decision ends the run. The floor is the same work without any policy: making the
 * request and its entities, and answering.
 */
public final class CedarBench {

    private static final int CHECKED = 2_000;

    private CedarBench() {}

    /** Prints the rows as JSON, one a line; {@code --quick} shortens the run. */
    public static void main(String[] arguments) {
        for (Map<String, Object> row : run(List.of(arguments).contains("--quick"))) {
            System.out.println(json(row));
        }
    }

    /** The rows for 10, 60, 100 and 1,000 policies. */
    public static List<Map<String, Object>> run(boolean quick) {
        int ours = quick ? 50_000 : 500_000;
        int theirs = quick ? 3_000 : 20_000;
        Timing floor = Timing.of(ours, new Ours("")::isAllowed);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int count : new int[] {60, 10, 100, 1_000}) {
            String text = GatewayPolicies.text(count);
            Ours engine = new Ours(text);
            Theirs peer = new Theirs(text);
            requireValid(text);
            requireEqual(engine, peer);
            rows.add(row(count, Timing.of(ours, engine::isAllowed), floor, Timing.of(theirs, peer::isAllowed)));
        }
        return rows;
    }

    private static void requireValid(String text) {
        var schema = dev.sallyport.cedar.schema.Schema.parse(GatewayPolicies.SCHEMA, "bench.cedarschema");
        var policies = dev.sallyport.cedar.PolicySet.parse(text, "bench.cedar").policies();
        if (!Validator.validate(schema, policies, Mode.STRICT).isEmpty()) {
            throw new IllegalStateException("the benchmark's policies do not validate");
        }
    }

    private static void requireEqual(Ours ours, Theirs theirs) {
        int allowed = 0;
        for (int i = 0; i < CHECKED; i++) {
            boolean decision = ours.isAllowed(i);
            if (decision != theirs.isAllowed(i)) {
                throw new IllegalStateException("request " + i + " is decided differently by the two engines");
            }
            allowed += decision ? 1 : 0;
        }
        if (allowed == 0 || allowed == CHECKED) {
            throw new IllegalStateException("the requests do not tell the engines apart: " + allowed + " allowed");
        }
    }

    private static Map<String, Object> row(int count, Timing ours, Timing floor, Timing peer) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("bench", "cedar");
        row.put("case", count + " policies");
        row.put("unit", "us");
        row.put("p50", ours.p50Micros());
        row.put("p99", ours.p99Micros());
        row.put("throughput", ours.throughput());
        row.put("floor", floor.throughput());
        row.put("peer", peer.p50Micros());
        row.put("ratio_floor", ours.throughput() / floor.throughput());
        row.put("ratio_peer", peer.p50Micros() / ours.p50Micros());
        row.put("peer_p99", peer.p99Micros());
        return row;
    }

    private static String json(Map<String, @Nullable Object> row) {
        List<String> members = new ArrayList<>();
        row.forEach((name, value) -> members.add("\"" + name + "\":"
                + (value instanceof Double number
                        ? String.format(java.util.Locale.ROOT, "%.3f", number)
                        : "\"" + value + "\"")));
        return "{" + String.join(",", members) + "}";
    }
}
