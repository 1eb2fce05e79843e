/**
 * What the HTTP routes do: one class per concept, each an adapter between JSON and the gate. {@link
 * dev.sallyport.server.api.Routes} lists them; {@code spec/api/openapi.yaml} describes them, and a test holds the two
 * together.
 */
@NullMarked
package dev.sallyport.server.api;

import org.jspecify.annotations.NullMarked;
