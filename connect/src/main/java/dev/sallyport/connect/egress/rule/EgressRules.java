package dev.sallyport.connect.egress.rule;

import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.text.host.AddressClass;
import dev.sallyport.text.host.AddressText;
import dev.sallyport.text.host.Categories;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * All rules. What no rule allows is refused, and nothing is looked up for it: a name that is looked up for whoever asks is a way out by
 * itself. Immutable.
 *
 * @param refused categories that a wide pattern does not cover
 * @param closed hosts whose tunnels are never opened
 */
public record EgressRules(
        List<EgressRule> rules, Categories categories, Set<String> refused, List<HostPattern> closed) {
    /** Rules that open what they say they open. */
    public EgressRules(List<EgressRule> rules, Categories categories, Set<String> refused) {
        this(rules, categories, refused, List.of());
    }

    /** What the rules say. */
    public sealed interface Found {
        /** A rule allows it. */
        record Allowed(EgressRule rule) implements Found {}

        /** None does. */
        record Refused(ReasonCode why) implements Found {}
    }

    public EgressRules {
        rules = List.copyOf(rules);
        refused = Set.copyOf(refused);
        closed = List.copyOf(closed);
    }

    /** Whether TLS in a tunnel to that target ends at the gateway. */
    public boolean opens(EgressRule rule, EgressTarget target) {
        return rule.supplied().opens()
                && target.scheme().equals(EgressTarget.TUNNEL)
                && closed.stream().noneMatch(pattern -> pattern.matches(target.host()));
    }

    /** Whether any rule opens tunnels. */
    public boolean openAny() {
        return rules.stream().anyMatch(rule -> rule.supplied().opens());
    }

    private boolean isFor(EgressRule rule, Connecting who, EgressTarget target) {
        boolean unreadable = target.scheme().equals(EgressTarget.TUNNEL) && !opens(rule, target);
        return rule.isFor(who, target) && !(unreadable && rule.supplied().needsRequest());
    }

    /** The categories of a target, sorted. */
    public List<String> categoriesOf(EgressTarget target) {
        return target.address() instanceof AddressText.Name ? categories.of(target.host()) : List.of("address");
    }

    /** What the rules say to that target, before anything is looked up. */
    public Found find(Connecting who, EgressTarget target) {
        return switch (target.address()) {
            case AddressText.Name name -> byName(who, target);
            case AddressText.Plain plain -> byAddress(who, target, plain.address());
            // Whoever disguises an address wants some reader to see something else.
            case AddressText.Disguised disguised -> new Found.Refused(ReasonCode.EGRESS_LITERAL);
            case AddressText.Broken broken -> new Found.Refused(ReasonCode.EGRESS_LITERAL);
        };
    }

    private Found byName(Connecting who, EgressTarget target) {
        List<String> kinds = categories.of(target.host());
        Found found = new Found.Refused(ReasonCode.EGRESS_NOT_ALLOWED);
        for (EgressRule rule : rules) {
            if (!isFor(rule, who, target) || !rule.covers(target.host(), kinds)) {
                continue;
            }
            boolean lifted = kinds.stream().filter(refused::contains).allMatch(kind -> rule.lifts(target.host(), kind));
            if (lifted) {
                return new Found.Allowed(rule);
            }
            found = new Found.Refused(ReasonCode.EGRESS_CATEGORY);
        }
        return found;
    }

    private Found byAddress(Connecting who, EgressTarget target, InetAddress address) {
        for (EgressRule rule : rules) {
            if (isFor(rule, who, target) && rule.isNamed(address) && rule.opens(address, AddressClass.of(address))) {
                return new Found.Allowed(rule);
            }
        }
        return new Found.Refused(ReasonCode.EGRESS_LITERAL);
    }
}
