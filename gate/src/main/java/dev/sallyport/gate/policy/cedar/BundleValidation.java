package dev.sallyport.gate.policy.cedar;

import dev.sallyport.cedar.PolicySet;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.validation.Finding;
import dev.sallyport.cedar.validation.Mode;
import dev.sallyport.cedar.validation.Validator;
import dev.sallyport.gate.policy.PolicyRefused;
import java.util.List;

/** What a bundle must satisfy before it may judge. */
final class BundleValidation {
    private BundleValidation() {}

    /** @throws PolicyRefused naming the first fault with its position */
    static void check(PolicySet policies) {
        for (Policy template : policies.templates()) {
            throw new PolicyRefused(template.position() + ": policy `" + template.id()
                    + "` is a template that nothing links; write the entity instead of the slot");
        }
        policies.policies().forEach(ClaimUse::check);
        List<Finding> findings = Validator.validate(Vocabulary.SCHEMA, policies.policies(), Mode.STRICT);
        if (!findings.isEmpty()) {
            throw new PolicyRefused(findings.getFirst().toString());
        }
    }
}
