package dev.sallyport.sigma.rule;

/** How far a rule has come. */
public enum Status {
    STABLE,
    TEST,
    EXPERIMENTAL,
    DEPRECATED,
    UNSUPPORTED
}
