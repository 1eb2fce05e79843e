/**
 * Other people's services, as strict as they are: a {@link dev.sallyport.testkit.place.FakePlace} checks every field and limit of its
 * vendor and keeps its silent failures too. Written from the vendors' descriptions, not from the gateway's code.
 */
@NullMarked
package dev.sallyport.testkit.place;

import org.jspecify.annotations.NullMarked;
