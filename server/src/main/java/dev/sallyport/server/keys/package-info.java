/**
 * Signing keys that live elsewhere than in a file of this install.
 *
 * <p>A {@link dev.sallyport.server.keys.RemoteKey} is what stands in the key's file instead of the key: its verifier key and
 * where the secret half is. It opens as a {@link dev.sallyport.server.keys.Pkcs11Signer} (a token, through its PKCS#11
 * library) or a {@link dev.sallyport.server.keys.TransitSigner} (a transit service, over HTTP). Both check each signature
 * before they hand it out.
 */
@NullMarked
package dev.sallyport.server.keys;

import org.jspecify.annotations.NullMarked;
