package dev.sallyport.server.wiring;

import dev.sallyport.gate.Gate;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.server.config.OidcPlan;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.oidc.OidcSignIn;
import dev.sallyport.server.signin.Sessions;
import dev.sallyport.server.signin.Visiting;
import java.net.URI;
import java.util.Optional;

/**
 * How people come to the console.
 *
 * @param oidc the provider whose word lets people in, if there is one
 */
record SignIn(Sessions sessions, Visiting visiting, Optional<OidcSignIn> oidc) {
    /** Where providers send browsers, below the console's address. */
    private static final String BACK = "/console/oidc/callback";

    static SignIn of(House house, Gate gate, EventSink events) {
        Settings.Console settings = house.settings().approvals().console();
        Sources sources = house.sources();
        return new SignIn(
                new Sessions(
                        house.journal()::registry,
                        sources.clock(),
                        sources.random(),
                        settings.signIn().sessionMillis(),
                        settings.signIn().idleMillis()),
                new Visiting(house.visits(), events, house.ids(), sources.clock(), sources.ticker()),
                settings.signIn().oidc().map(plan -> oidc(plan, settings.url().orElseThrow(), house, gate)));
    }

    private static OidcSignIn oidc(OidcPlan plan, URI console, House house, Gate gate) {
        return new OidcSignIn(
                plan,
                console.resolve(BACK),
                gate,
                house.journal()::registry,
                house.sources().clock(),
                house.sources().random());
    }
}
