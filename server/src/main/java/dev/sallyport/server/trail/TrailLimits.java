package dev.sallyport.server.trail;

/**
 * How much of the trail is kept.
 *
 * @param fileBytes size at which a file is full
 * @param files how many full files are kept, unless the term keeps more
 */
public record TrailLimits(long fileBytes, int files, TrailTerm term) {}
