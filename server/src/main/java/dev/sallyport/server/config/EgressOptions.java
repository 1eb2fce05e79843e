package dev.sallyport.server.config;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.connect.egress.EgressLimits;
import dev.sallyport.connect.egress.rule.EgressRule;
import dev.sallyport.connect.egress.rule.EgressRules;
import dev.sallyport.connect.egress.rule.HostPattern;
import dev.sallyport.connect.egress.rule.Supplied;
import dev.sallyport.text.host.Categories;
import dev.sallyport.text.host.HostName;
import dev.sallyport.text.host.Network;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The section {@code egress}: where the proxy listens, and what agents may reach through it. */
final class EgressOptions {
    private static final int SECOND = 1_000;
    private static final int HTTPS_PORT = 443;
    private static final String CATEGORY = "[a-z][a-z0-9-]{0,63}";

    private final Section section;

    private final Set<String> secrets;

    private EgressOptions(Section section, Set<String> secrets) {
        this.section = section;
        this.secrets = Set.copyOf(secrets);
    }

    /**
     * What the section says; empty if no port is given, for then nothing listens.
     *
     * @param secrets names that rules may refer to
     */
    static Optional<Settings.Egress> read(Section section, Set<String> secrets) {
        return new EgressOptions(section, secrets).egress();
    }

    private Optional<Settings.Egress> egress() {
        boolean on = section.text("port").isPresent();
        Settings.Egress egress = new Settings.Egress(
                new Settings.Listen(section.text("host", "127.0.0.1"), section.number("port", 0, 65_535, 0)),
                limits(),
                rules());
        return Optional.of(egress).filter(e -> on);
    }

    private EgressLimits limits() {
        return new EgressLimits(
                section.number("connections", 1, 100_000, 1_024),
                section.number("agent_connections", 1, 100_000, 256),
                (int) section.millis("idle_timeout", SECOND, 24 * 3_600 * SECOND, 300 * SECOND),
                (int) section.millis("head_timeout", 100, 300 * SECOND, 10 * SECOND),
                (int) section.millis("connect_timeout", 100, 300 * SECOND, 10 * SECOND));
    }

    private EgressRules rules() {
        Map<String, List<String>> own = new HashMap<>();
        section.sections("categories").forEach((name, s) -> own.put(category(name), hosts(s)));
        Set<String> known = new HashSet<>(own.keySet());
        known.addAll(Categories.BUILT_IN);
        boolean chosen = section.has("refused");
        Set<String> refused = chosen ? Set.copyOf(section.texts("refused")) : Categories.BUILT_IN;
        checkKnown(section, "refused", refused, known);
        List<EgressRule> rules = new ArrayList<>();
        section.list("allow").forEach(s -> rules.add(rule(s, known)));
        return new EgressRules(rules, Categories.with(own), refused, patterns(section, "tunnel"));
    }

    private String category(String name) {
        if (!name.matches(CATEGORY)) {
            throw section.fault("categories", "has a name that is no lower-case word: `" + name + "`");
        }
        return name;
    }

    private static List<String> hosts(Section s) {
        return s.texts("hosts").stream()
                .map(host -> HostName.of(host)
                        .orElseThrow(() -> s.fault("hosts", "takes names of hosts, not `" + host + "`")))
                .toList();
    }

    private static void checkKnown(Section s, String key, Set<String> named, Set<String> known) {
        for (String name : named) {
            if (!known.contains(name)) {
                throw s.fault(key, "names the category `" + name + "`, which nobody defines");
            }
        }
    }

    private EgressRule rule(Section s, Set<String> known) {
        Set<String> categories = Set.copyOf(s.texts("categories"));
        checkKnown(s, "categories", categories, known);
        List<HostPattern> hosts = patterns(s, "hosts");
        List<Network> networks = s.texts("networks").stream()
                .map(text -> Network.parse(text)
                        .orElseThrow(
                                () -> s.fault("networks", "takes ranges such as `10.1.0.0/16`, not `" + text + "`")))
                .toList();
        if (hosts.isEmpty() && categories.isEmpty() && networks.isEmpty()) {
            throw s.fault("hosts", "is missing: name hosts, categories or networks");
        }
        return new EgressRule(
                hosts,
                categories,
                ports(s),
                Set.copyOf(s.texts("agents")),
                Set.copyOf(s.texts("environments")),
                networks,
                lifts(s),
                s.text("results")
                        .map(word -> TrustLevel.byWire(word)
                                .orElseThrow(() -> s.fault("results", "takes a trust level, not `" + word + "`"))),
                supplied(s));
    }

    private static List<HostPattern> patterns(Section s, String key) {
        return s.texts(key).stream()
                .map(text -> HostPattern.parse(text)
                        .orElseThrow(() -> s.fault(
                                key, "takes names such as `api.example.com` or `*.example.com`, not `" + text + "`")))
                .toList();
    }

    private Supplied supplied(Section s) {
        boolean opens = s.flag("intercept", false);
        if (opens && s.texts("lift").contains("any_protocol")) {
            throw s.fault("intercept", "and the lift any_protocol exclude each other: what is no TLS can't be opened");
        }
        return new Supplied(s.flag("tls", false), opens, HeaderOptions.read(s.section("headers"), secrets));
    }

    private static Set<Integer> ports(Section s) {
        Set<Integer> ports = new HashSet<>();
        for (String text : s.texts("ports")) {
            int port = text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : 0;
            if (port < 1 || port > 65_535) {
                throw s.fault("ports", "takes numbers from 1 to 65535, not `" + text + "`");
            }
            ports.add(port);
        }
        return ports.isEmpty() ? Set.of(HTTPS_PORT) : ports;
    }

    private static Set<EgressRule.Lift> lifts(Section s) {
        Set<EgressRule.Lift> lifts = EnumSet.noneOf(EgressRule.Lift.class);
        for (String word : s.texts("lift")) {
            lifts.add(
                    switch (word) {
                        case "any_protocol" -> EgressRule.Lift.ANY_PROTOCOL;
                        case "name_absent" -> EgressRule.Lift.NAME_ABSENT;
                        case "name_encrypted" -> EgressRule.Lift.NAME_ENCRYPTED;
                        default ->
                            throw s.fault(
                                    "lift", "takes any_protocol, name_absent or name_encrypted, not `" + word + "`");
                    });
        }
        return lifts;
    }
}
