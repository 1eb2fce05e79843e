package dev.sallyport.gate.policy.cedar;

import dev.sallyport.cedar.PolicySet;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.gate.policy.PolicyRefused;

/** What a bundle must satisfy before it may judge. */
final class BundleValidation {
    private BundleValidation() {}

    /** @throws PolicyRefused naming the first fault with its position */
    static void check(PolicySet policies) {
        for (Policy template : policies.templates()) {
            throw new PolicyRefused(template.position() + ": policy `" + template.id()
                    + "` is a template that nothing links; write the entity instead of the slot");
        }
    }
}
