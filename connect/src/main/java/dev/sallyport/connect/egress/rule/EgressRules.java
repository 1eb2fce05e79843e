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
 */
public record EgressRules(List<EgressRule> rules, Categories categories, Set<String> refused) {
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
            if (!rule.isFor(who, target) || !rule.covers(target.host(), kinds)) {
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
            if (rule.isFor(who, target) && rule.isNamed(address) && rule.opens(address, AddressClass.of(address))) {
                return new Found.Allowed(rule);
            }
        }
        return new Found.Refused(ReasonCode.EGRESS_LITERAL);
    }
}
