package dev.sallyport.server.config;

import java.util.Optional;

/**
 * How people come in on the console, and for how long.
 *
 * @param sessionMillis how long a person stays signed in
 * @param idleMillis how long a person who is signed in may be away
 * @param oidc whose word signs people in, besides their own credentials
 */
public record SignInPlan(long sessionMillis, long idleMillis, Optional<OidcPlan> oidc) {}
