package dev.sallyport.gate.policy.cedar;

import dev.sallyport.cedar.PolicySet;
import dev.sallyport.cedar.error.CedarError;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.syntax.PolicyId;
import dev.sallyport.gate.policy.Policies;
import dev.sallyport.gate.policy.PolicyAnswer;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.gate.registry.PolicyManifest;
import dev.sallyport.gate.registry.PolicySource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Loads Cedar bundles: parses, validates strictly against the gate's schema, and reads the annotations that ask for
 * people. What can't be loaded is refused with file, line and column. Thread-safe; bundles are cached by digest.
 */
public final class CedarPolicies implements Policies {
    private static final int CACHE_LIMIT = 64;
    private static final Pattern CONTEXT_RESOURCE =
            Pattern.compile("context\\s*(?:\\.\\s*resource|has\\s+\"?resource|\\[\\s*\"resource|==|!=)");

    private final ConcurrentHashMap<String, PolicyBundle> loaded = new ConcurrentHashMap<>();

    @Override
    public PolicyBundle bundle(PolicySource source) {
        PolicyBundle known = loaded.get(source.digest());
        if (known != null) {
            return known;
        }
        if (loaded.size() >= CACHE_LIMIT) {
            loaded.clear();
        }
        return loaded.computeIfAbsent(source.digest(), digest -> load(source));
    }

    private static PolicyBundle load(PolicySource source) {
        try {
            PolicySet.Builder builder = PolicySet.builder();
            PolicyManifest.of(source);
            policies(source).forEach((name, text) -> builder.addNamed(text, name));
            PolicySet policies = builder.build();
            BundleValidation.check(policies);
            if (policies.size() == 0) {
                throw new PolicyRefused("the bundle holds no policy; nothing would ever be permitted");
            }
            return new CedarBundle(source, policies, readsResource(source), demands(policies));
        } catch (CedarError e) {
            throw new PolicyRefused(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException manifest) {
            throw new PolicyRefused(PolicyManifest.FILE + ": " + manifest.getMessage());
        }
    }

    private static SortedMap<String, String> policies(PolicySource source) {
        SortedMap<String, String> policies = new TreeMap<>(source.files());
        policies.remove(PolicyManifest.FILE);
        return policies;
    }

    /** By the text, comments included: a wrong yes only makes fewer tools disappear from lists. */
    private static boolean readsResource(PolicySource source) {
        return policies(source).values().stream()
                .anyMatch(text -> CONTEXT_RESOURCE.matcher(text).find());
    }

    private static Map<PolicyId, PolicyAnswer.Demand> demands(PolicySet policies) {
        Map<PolicyId, PolicyAnswer.Demand> demands = new HashMap<>();
        for (Policy policy : policies.policies()) {
            DemandAnnotations.read(policy).ifPresent(demand -> demands.put(policy.id(), demand));
        }
        return demands;
    }
}
