package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The network examples leave agents the gateway and nothing else. */
class NetworkExamplesTest {
    private static final Path FOLDER = Tree.root().resolve("deploy/network");
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Set<Integer> GATEWAY = Set.of(7171, 7172);

    private static List<JsonNode> documents(String file) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String text : Files.readString(FOLDER.resolve(file)).split("(?m)^---$")) {
            all.add(YAML.readTree(text));
        }
        return all;
    }

    private static JsonNode policy(String name) throws IOException {
        return documents("networkpolicy.yaml").stream()
                .filter(d -> d.path("metadata").path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("spec");
    }

    @Test
    void kubernetes_lets_agents_reach_the_gateways_ports_alone() throws IOException {
        JsonNode spec = policy("agents-only-through-sallyport");
        assertEquals(
                "agent",
                spec.path("podSelector").path("matchLabels").path("app").asString());
        assertTrue(spec.path("policyTypes").toString().contains("Egress"), "without the type nothing is refused");
        assertEquals(1, spec.path("egress").size());
        JsonNode rule = spec.path("egress").get(0);
        assertEquals(1, rule.path("to").size());
        assertEquals(
                "{\"podSelector\":{\"matchLabels\":{\"app\":\"sallyport\"}}}",
                rule.path("to").get(0).toString());
        Set<Integer> ports = new TreeSet<>();
        rule.path("ports").forEach(port -> {
            assertEquals("TCP", port.path("protocol").asString());
            assertFalse(port.has("endPort"));
            ports.add(port.path("port").asInt());
        });
        assertEquals(new TreeSet<>(GATEWAY), ports);
    }

    @Test
    void kubernetes_lets_the_gateway_alone_reach_the_tools() throws IOException {
        JsonNode spec = policy("tools-only-from-sallyport");
        assertTrue(spec.path("policyTypes").toString().contains("Ingress"));
        assertEquals(
                "[{\"from\":[{\"podSelector\":{\"matchLabels\":{\"app\":\"sallyport\"}}}]}]",
                spec.path("ingress").toString());
    }

    @Test
    void compose_gives_agents_a_network_without_a_way_out() throws IOException {
        JsonNode compose = documents("compose.yaml").getFirst();
        assertEquals(
                "[\"inside\"]",
                compose.path("services").path("agent").path("networks").toString());
        assertTrue(compose.path("networks").path("inside").path("internal").asBoolean());
        JsonNode agent = compose.path("services").path("agent");
        assertFalse(agent.has("network_mode") || agent.has("ports") || agent.has("extra_hosts"), agent::toString);
    }

    @Test
    void nftables_accepts_the_gateways_ports_and_rejects_the_rest_last() throws IOException {
        List<String> rules = Files.readAllLines(FOLDER.resolve("egress.nft")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("meta skuid"))
                .toList();
        assertEquals("meta skuid \"agent\" counter reject with icmpx admin-prohibited", rules.getLast());
        List<String> open = rules.stream().filter(r -> r.endsWith(" accept")).toList();
        assertEquals(
                List.of(
                        "meta skuid \"agent\" ip daddr 127.0.0.1 tcp dport { 7171, 7172 } accept",
                        "meta skuid \"agent\" ct state established,related accept"),
                open);
        assertEquals(rules.size() - 1, open.size());
    }
}
