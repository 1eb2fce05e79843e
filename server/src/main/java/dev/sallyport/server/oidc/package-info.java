/**
 * Signing in by a provider's word (OpenID Connect Core 1.0, authorization code with PKCE): {@link dev.sallyport.server.oidc.OidcSignIn} is the
 * way of one sign-in, {@link dev.sallyport.server.oidc.Provider} what is asked of the provider, {@link dev.sallyport.server.oidc.IdToken}
 * what has to hold of its answer, {@link dev.sallyport.server.oidc.NamedPeople} who that is here.
 */
@NullMarked
package dev.sallyport.server.oidc;

import org.jspecify.annotations.NullMarked;
