package dev.sallyport.bench.cedar;

import java.util.Locale;

/**
 * Policies in the shape of a gateway's: of six, five permit one tool under conditions on the context's labels, and one
 * forbids whatever carries some label.
 */
final class GatewayPolicies {

    static final String SCHEMA = """
            entity Team;
            entity Agent in [Team] = { trust: Long };
            entity Tool = { mutates: Bool };
            action call appliesTo {
              principal: [Agent],
              resource: [Tool],
              context: { labels: Set<String>, tenant: String, trust: Long }
            };
            """;

    private static final int TOOLS = 50;

    private GatewayPolicies() {}

    /** {@code count} policies, a sixth of them forbids. */
    static String text(int count) {
        StringBuilder out = new StringBuilder();
        int forbids = count / 6;
        for (int i = 0; i < count - forbids; i++) {
            out.append(String.format(
                    Locale.ROOT,
                    "permit(principal in Team::\"team%d\", action == Action::\"call\", resource == Tool::\"tool%d\")"
                            + " when { context.trust >= %d && !context.labels.contains(\"secret%d\") };%n",
                    i % 5,
                    i,
                    i % 4,
                    i));
        }
        for (int i = 0; i < forbids; i++) {
            out.append(String.format(
                    Locale.ROOT,
                    "forbid(principal, action == Action::\"call\", resource)"
                            + " when { resource.mutates && context.labels.contains(\"bad%d\") };%n",
                    i));
        }
        return out.toString();
    }

    /** The tool the {@code i}th request asks for. */
    static int tool(int i) {
        return i % TOOLS;
    }

    /** The labels of the {@code i}th request: now and then one that a forbid names. */
    static java.util.List<String> labels(int i) {
        return i % 7 == 0 ? java.util.List.of("web", "bad" + i % 10) : java.util.List.of("web", "internal");
    }
}
