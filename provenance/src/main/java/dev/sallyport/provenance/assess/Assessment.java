package dev.sallyport.provenance.assess;

/** What is known of a call's provenance: for policy, and for a person. */
public record Assessment(CallProvenance facts, Explanation explanation) {}
