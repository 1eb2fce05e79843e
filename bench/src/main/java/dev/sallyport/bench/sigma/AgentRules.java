package dev.sallyport.bench.sigma;

import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.Fields;
import dev.sallyport.sigma.event.FlatEvent;
import dev.sallyport.sigma.event.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** 200 rules as a site writes them about its agents, and events of a gateway; both always the same. */
final class AgentRules {
    private static final Source SOURCE = new Source("agent-gateway", Set.of("agent_action"), Set.of());
    private static final List<String> TOOLS = List.of(
            "mail", "files", "warehouse", "browser", "calendar", "tickets", "shell", "crm", "payments", "search");
    private static final List<String> ACTIONS = List.of("read", "list", "send", "delete", "write", "export", "update");
    private static final List<String> WORDS = List.of(
            "invoice", "quarter", "reset", "token", "backup", "customer", "holiday", "report", "draft", "archive");

    private AgentRules() {}

    static SortedMap<String, byte[]> rules() {
        SortedMap<String, byte[]> rules = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            String tool = TOOLS.get(i % TOOLS.size());
            String search = switch (i % 5) {
                case 0 ->
                    "    tool.name: " + tool + "\n    tool.action: [delete" + i + ", export]\n    decision: deny\n";
                case 1 -> "    resource|contains: ['/secret" + i + "/', '/private" + i + "/']\n";
                case 2 -> "    arguments.url|endswith: '.drop" + i + ".example'\n    effect: mutates\n";
                case 3 -> "    arguments.body|contains|all: [transfer" + i + ", urgent]\n    tool.name: " + tool + "\n";
                default -> "    approval.action_digest|fieldref|neq: action.digest\n    tool.name: other" + i + "\n";
            };
            String text = "title: Rule " + i + "\nlogsource: {product: agent-gateway, category: agent_action}\n"
                    + "detection:\n  selection:\n" + search.replace("    ", "      ")
                    + "  filter:\n    agent.id: trusted" + i + "\n  condition: selection and not filter\n";
            rules.put("rule-" + i + ".yml", text.getBytes(StandardCharsets.UTF_8));
        }
        return rules;
    }

    static List<Event> events(int count) {
        Random random = new Random(7);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("agent", Map.of("id", "agent-" + random.nextInt(50), "environment", "production"));
            event.put("session", Map.of("id", "session-" + random.nextInt(500)));
            event.put("tool", Map.of("name", pick(TOOLS, random), "action", pick(ACTIONS, random)));
            event.put("resource", "/" + pick(WORDS, random) + "/" + pick(WORDS, random) + "/" + random.nextInt(9_999));
            event.put("effect", random.nextBoolean() ? "mutates" : "reads");
            event.put("decision", random.nextInt(10) == 0 ? "deny" : "allow");
            event.put("action", Map.of("digest", Long.toHexString(random.nextLong())));
            StringBuilder body = new StringBuilder();
            for (int word = 0; word < 30; word++) {
                body.append(pick(WORDS, random)).append(' ');
            }
            event.put(
                    "arguments",
                    Map.of(
                            "url",
                            "https://" + pick(WORDS, random) + ".example/" + random.nextInt(999),
                            "body",
                            body.toString()));
            event.put("risk", Map.of("labels", List.of("untrusted", pick(WORDS, random))));
            events.add(new FlatEvent(i, i, "default", SOURCE, Fields.of(event)));
        }
        return events;
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
