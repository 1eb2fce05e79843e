package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.source.Origin;

/**
 * For a person: one value of a call's arguments, and where it came from. Names an argument, which its caller may have chosen.
 *
 * @param argument its name, and behind a dot those of the members it stands in
 */
public record Traced(String argument, Role role, Origin origin) {}
