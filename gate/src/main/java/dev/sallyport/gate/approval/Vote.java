package dev.sallyport.gate.approval;

import dev.sallyport.gate.identity.PersonId;

/**
 * One person's answer. Of several answers of one person the first counts; a refusal by anyone wins.
 *
 * @param approves whether the person agrees
 * @param timeMillis when, in milliseconds since the epoch
 */
public record Vote(PersonId person, boolean approves, long timeMillis) {}
