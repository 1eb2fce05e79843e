package dev.sallyport.provenance.source;

/** How a value was recognised, strongest first. */
public enum Basis {
    /** The same characters, as a whole leaf. */
    EXACT,
    /** The same after normal forms and decoding, as a whole leaf. */
    NORMALISED,
    /** A whole word or value within a leaf. */
    TOKEN,
    /** At least twelve characters in common. */
    SUBSTRING,
    /** Not the value itself: what surrounds it. */
    CONTEXT
}
