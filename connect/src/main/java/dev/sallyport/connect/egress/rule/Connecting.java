package dev.sallyport.connect.egress.rule;

/** Who connects, as far as rules look. */
public record Connecting(String agentKey, String environment) {}
