package dev.sallyport.gate.policy;

import dev.sallyport.gate.registry.PolicySource;

/** Turns policy text into a bundle that can judge. Thread-safe; the same source gives the same bundle. */
@FunctionalInterface
public interface Policies {
    /**
     * The loaded bundle.
     *
     * @throws PolicyRefused if the text does not parse or does not validate
     */
    PolicyBundle bundle(PolicySource source);
}
