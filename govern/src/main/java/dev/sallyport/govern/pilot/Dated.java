package dev.sallyport.govern.pilot;

import java.time.Instant;

/** A fact and when it was recorded. */
public record Dated<F extends Fact>(Instant at, F fact) {}
