package dev.sallyport.cedar;

import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.syntax.PolicyId;
import dev.sallyport.cedar.syntax.PolicyParser;
import dev.sallyport.cedar.syntax.Scope;
import dev.sallyport.cedar.syntax.Source;
import dev.sallyport.cedar.value.EntityUid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Policies made ready for requests: parsed, linked, compiled and indexed. Immutable. */
public final class PolicySet {

    private final Map<PolicyId, Policy> policies;
    private final Map<PolicyId, Policy> templates;
    private final List<Policy> ordered;
    private final Node[] compiled;
    private final PolicyIndex index;

    private PolicySet(Map<PolicyId, Policy> policies, Map<PolicyId, Policy> templates) {
        this.policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
        this.templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
        this.ordered = List.copyOf(policies.values());
        this.compiled = ordered.stream().map(Compiler::policy).toArray(Node[]::new);
        this.index = new PolicyIndex(ordered);
    }

    /**
     * The policies of one text, called {@code policy0}, {@code policy1}, … in order.
     *
     * @param fileName names the text in errors
     */
    public static PolicySet parse(String source, String fileName) {
        return builder().add(source, fileName).build();
    }

    /** Starts an empty set. */
    public static Builder builder() {
        return new Builder();
    }

    /** The static and linked policies, in the order added. */
    public Collection<Policy> policies() {
        return policies.values();
    }

    /** The templates, which decide nothing until they are linked. */
    public Collection<Policy> templates() {
        return templates.values();
    }

    /** The static or linked policy called {@code id}. */
    public Optional<Policy> policy(PolicyId id) {
        return Optional.ofNullable(policies.get(id));
    }

    /** How many static and linked policies there are. */
    public int size() {
        return ordered.size();
    }

    Policy policyAt(int i) {
        return ordered.get(i);
    }

    Node nodeAt(int i) {
        return compiled[i];
    }

    PolicyIndex index() {
        return index;
    }

    /** Collects policies. Not thread-safe. */
    public static final class Builder {

        private final Map<PolicyId, Policy> policies = new LinkedHashMap<>();
        private final Map<PolicyId, Policy> templates = new LinkedHashMap<>();
        private int parsed;

        private Builder() {}

        /** Adds the policies of a text; the count of their names {@code policyN} runs on over all texts. */
        public Builder add(String source, String fileName) {
            return add(source, fileName, "policy", false);
        }

        /**
         * Adds the policies of a text, each called by its {@code @id("…")}, or by {@code fileName#N} if it has none:
         * names that survive changes elsewhere.
         */
        public Builder addNamed(String source, String fileName) {
            parsed = 0;
            return add(source, fileName, fileName + "#", true);
        }

        private Builder add(String source, String fileName, String prefix, boolean byAnnotation) {
            for (Policy policy : PolicyParser.parse(new Source(fileName, source))) {
                String counted = prefix + parsed++;
                String name = byAnnotation ? policy.annotation("id").orElse(counted) : counted;
                add(policy.named(new PolicyId(name)));
            }
            return this;
        }

        /** Adds a policy or a template; a name may be taken once. */
        public Builder add(Policy policy) {
            if (policies.containsKey(policy.id()) || templates.containsKey(policy.id())) {
                throw new CedarDataError(
                        "policies.duplicate", policy.position() + ": policy `" + policy.id() + "` is given twice");
            }
            (policy.isTemplate() ? templates : policies).put(policy.id(), policy);
            return this;
        }

        /** Fills the slots of a template added before, making the policy {@code newId}. */
        public Builder link(PolicyId template, PolicyId newId, Map<Scope.Slot, EntityUid> values) {
            Policy found = templates.get(template);
            if (found == null) {
                throw new CedarDataError("link", "there is no template `" + template + "`");
            }
            return add(found.link(newId, values));
        }

        /** Compiles and indexes what was added. */
        public PolicySet build() {
            return new PolicySet(policies, templates);
        }
    }

    /** The names of these policies, in order. */
    public List<PolicyId> ids() {
        return new ArrayList<>(policies.keySet());
    }
}
