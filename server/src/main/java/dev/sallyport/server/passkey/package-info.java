/**
 * What a person's device proves (WebAuthn level 2): {@link dev.sallyport.server.passkey.Ceremony} checks registrations and
 * assertions, byte by byte, of the one form this gateway asks for.
 */
@NullMarked
package dev.sallyport.server.passkey;

import org.jspecify.annotations.NullMarked;
