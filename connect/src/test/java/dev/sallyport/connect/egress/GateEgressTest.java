package dev.sallyport.connect.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.egress.EgressDoor.Caller;
import dev.sallyport.connect.egress.EgressDoor.Ruling;
import dev.sallyport.connect.egress.rule.EgressRule;
import dev.sallyport.connect.egress.rule.EgressRules;
import dev.sallyport.connect.egress.rule.HostPattern;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.WireBroken;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.TestInstall;
import dev.sallyport.text.host.Categories;
import dev.sallyport.text.host.Network;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules, look-ups and judgement of connections; nothing is dialled. */
class GateEgressTest {
    private final MemoryJournal journal = MemoryJournal.automatic();
    private final ManualClock clock = new ManualClock();
    private final Gate gate = new Gate(TestInstall.parts(journal, journal, clock, 1));
    private final List<Event> events = new ArrayList<>();
    private final List<String> lookedUp = new ArrayList<>();
    private List<String> addresses = List.of("93.184.216.34");
    private GateEgress door;

    @BeforeEach
    void setUp() {
        TestInstall.setUp(gate);
        door = door(rule("api.example.com", "*.wide.example"));
    }

    private GateEgress door(EgressRule... rules) {
        return new GateEgress(new GateEgress.Parts(
                gate,
                new EgressRules(
                        List.of(rules), Categories.with(Map.of("llm", List.of("models.example"))), Categories.BUILT_IN),
                name -> {
                    lookedUp.add(name);
                    return addresses.stream().map(InetAddress::ofLiteral).toList();
                },
                token -> journal.registry()
                        .agent(TestInstall.TENANT, TestInstall.AGENT)
                        .filter(a -> token.equals("token")),
                new Machine() {
                    @Override
                    public boolean isOwn(InetAddress address) {
                        return address.getHostAddress().equals("93.184.216.99");
                    }

                    @Override
                    public boolean isGateway(InetAddress address, int port) {
                        return port == 7171 && (isOwn(address) || address.isLoopbackAddress());
                    }
                },
                new TokenBroker(Map.of(), events::add, clock, () -> 0L),
                new Reporting(events::add, clock, TestInstall.TENANT)));
    }

    private static EgressRule rule(String... hosts) {
        return rule(Set.of(), List.of(), hosts);
    }

    private static EgressRule rule(Set<String> categories, List<Network> networks, String... hosts) {
        return new EgressRule(
                List.of(hosts).stream()
                        .map(h -> HostPattern.parse(h).orElseThrow())
                        .toList(),
                categories,
                Set.of(443, 7171),
                Set.of(),
                Set.of(),
                networks,
                Set.of(),
                Optional.empty());
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }

    private Caller caller() {
        Agent agent =
                journal.registry().agent(TestInstall.TENANT, TestInstall.AGENT).orElseThrow();
        return new Caller(agent, new SessionId("s1"));
    }

    private Ruling judge(String authority) {
        try {
            return door.judge(caller(), EgressTarget.of(new Head("CONNECT", authority, List.of())));
        } catch (WireBroken e) {
            throw new AssertionError(e);
        }
    }

    private String stopped(String authority) {
        return assertInstanceOf(Ruling.Stop.class, judge(authority), authority).code();
    }

    private Ruling.Pass passed(String authority) {
        return assertInstanceOf(Ruling.Pass.class, judge(authority), authority);
    }

    private void change(RegistryChange change) {
        gate.change(Actor.system(TestInstall.TENANT), change, "test");
    }

    @Test
    void what_no_rule_names_is_refused_on_the_record_and_never_looked_up() {
        long before = journal.receiptCount(TestInstall.TENANT);
        assertEquals("egress_not_allowed", stopped("data.evil.example:443"));
        assertEquals("egress_not_allowed", stopped("api.example.com:22"));
        assertEquals("egress_not_allowed", stopped("wide.example:443"));
        assertEquals(List.of(), lookedUp);
        assertEquals(before + 3, journal.receiptCount(TestInstall.TENANT));
        assertEquals(
                3,
                events.stream().filter(e -> e.name() == EventName.EGRESS_DENIED).count());
        assertTrue(events.stream().noneMatch(e -> e.toString().contains("evil")), "an event names the host");
        assertTrue(events.stream().noneMatch(e -> e.receiptId().isEmpty()));
    }

    @Test
    void a_name_is_looked_up_once_and_dialled_where_it_was_judged() {
        Ruling.Pass pass = passed("API.example.com.:443");
        assertEquals(List.of("api.example.com"), lookedUp);
        assertEquals("93.184.216.34", pass.addresses().getFirst().getHostAddress());
        assertTrue(pass.decided().facts().what().dispatchHash().isPresent());
        addresses = List.of("10.0.0.7");
        assertEquals("93.184.216.34", pass.addresses().getFirst().getHostAddress());
        assertEquals("egress_address", stopped("api.example.com:443"));
    }

    @Test
    void one_closed_address_among_open_ones_refuses_the_name() {
        for (String closed :
                List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "fe80::1", "64:ff9b::a00:1")) {
            addresses = List.of("93.184.216.34", closed);
            assertEquals("egress_address", stopped("api.example.com:443"), closed);
        }
        addresses = List.of("93.184.216.99");
        assertEquals("egress_address", stopped("api.example.com:443"), "an address of this machine");
        assertEquals("own_ground", stopped("api.example.com:7171"));
        addresses = List.of();
        assertEquals("egress_unresolved", stopped("api.example.com:443"));
    }

    @Test
    void a_network_opens_addresses_but_a_metadata_service_must_be_named_by_its_own() {
        addresses = List.of("10.1.2.3");
        door = door(rule(Set.of(), List.of(network("10.1.0.0/16"), network("169.254.0.0/16")), "api.example.com"));
        passed("api.example.com:443");
        passed("10.1.2.3:443");
        assertEquals("egress_literal", stopped("10.2.0.1:443"));
        assertEquals("egress_literal", stopped("167838211:443"));
        addresses = List.of("169.254.169.254");
        assertEquals("egress_address", stopped("api.example.com:443"));
        door = door(rule(Set.of(), List.of(network("169.254.169.254")), "api.example.com"));
        passed("api.example.com:443");
    }

    @Test
    void a_wide_pattern_does_not_cover_a_refused_category() {
        door = door(rule("*"));
        assertEquals("egress_category", stopped("x.ngrok.io:443"));
        passed("anything.example:443");
        door = door(rule(Set.of("tunnel", "llm"), List.of()));
        passed("x.ngrok.io:443");
        passed("eu.models.example:443");
        assertEquals("egress_not_allowed", stopped("webhook.site:443"));
        door = door(rule("webhook.site"));
        passed("webhook.site:443");
    }

    @Test
    void rules_speak_of_agents_and_environments() {
        EgressRule any = rule("api.example.com");
        door = door(new EgressRule(
                any.hosts(),
                Set.of(),
                any.ports(),
                Set.of("somebody"),
                Set.of(),
                List.of(),
                Set.of(),
                Optional.empty()));
        assertEquals("egress_not_allowed", stopped("api.example.com:443"));
        door = door(new EgressRule(
                any.hosts(),
                Set.of(),
                any.ports(),
                Set.of("coder"),
                Set.of("prod"),
                List.of(),
                Set.of(),
                Optional.of(TrustLevel.UNTRUSTED_EXTERNAL)));
        passed("api.example.com:443");
        // What came back is a stranger's, so the next change of this session is no longer the agent's own.
        assertEquals("policy_forbids", stopped("api.example.com:443"));
    }

    @Test
    void each_way_to_fail_refuses() {
        passed("api.example.com:443");
        journal.full(true);
        assertEquals("journal_unavailable", stopped("api.example.com:443"), "gateway down: no record, no way out");
        journal.full(false);
        change(TestInstall.policy("broken"));
        assertEquals("policy_error", stopped("api.example.com:443"), "policy broken");
        change(TestInstall.policy("default"));
        addresses = List.of();
        assertEquals("egress_unresolved", stopped("api.example.com:443"), "slow: no answer of a name server");
        addresses = List.of("127.0.0.1");
        assertEquals("egress_address", stopped("api.example.com:443"), "wrong answer of a name server");
        addresses = List.of("93.184.216.34");
        Ruling.Pass open = passed("api.example.com:443");
        change(new RegistryChange.SetAgentStatus(TestInstall.TENANT, TestInstall.AGENT, AgentStatus.FROZEN));
        assertEquals(false, door.stands(open), "an open tunnel of a frozen agent");
        assertEquals("agent_frozen", stopped("api.example.com:443"), "agent frozen");
        change(new RegistryChange.SetAgentStatus(TestInstall.TENANT, TestInstall.AGENT, AgentStatus.REVOKED));
        assertEquals(Optional.empty(), door.admit("token"), "token revoked");
        assertEquals("agent_revoked", stopped("api.example.com:443"), "agent revoked");
    }

    @Test
    void a_connection_that_people_agreed_to_passes_once_when_it_is_tried_again() {
        change(TestInstall.policy("ask-all"));
        assertEquals("approval_required", stopped("api.example.com:443"));
        assertEquals("approval_pending", stopped("api.example.com:443"));
        var approval =
                journal.approvals(TestInstall.TENANT, Optional.empty(), 10, 0).getFirst();
        gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), true);
        passed("api.example.com:443");
        assertEquals("approval_required", stopped("api.example.com:443"), "an approval is for one connection");
    }
}
