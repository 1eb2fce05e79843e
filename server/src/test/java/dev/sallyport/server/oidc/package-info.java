/** A provider that is strict, and misbehaves when it is told to. */
@NullMarked
package dev.sallyport.server.oidc;

import org.jspecify.annotations.NullMarked;
