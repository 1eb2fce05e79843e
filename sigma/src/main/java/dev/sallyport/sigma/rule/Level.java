package dev.sallyport.sigma.rule;

/** How much a match matters, from least to most. */
public enum Level {
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
