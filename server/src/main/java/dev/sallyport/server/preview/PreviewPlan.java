package dev.sallyport.server.preview;

import dev.sallyport.connect.preview.Service;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.config.Settings;
import java.net.URI;
import java.util.Optional;

/** What previews can be opened of, and where they are used. Thread-safe. */
public final class PreviewPlan {
    private final Settings.Preview settings;
    private volatile Optional<URI> url = Optional.empty();

    /** A plan nobody listens for yet. */
    public PreviewPlan(Settings.Preview settings) {
        this.settings = settings;
    }

    /** What the configuration says. */
    public Settings.Preview settings() {
        return settings;
    }

    /** A service that operators of that tenant may open previews of. */
    public Optional<Service> service(TenantId tenant, String name) {
        return Optional.ofNullable(settings.services().get(name))
                .filter(s -> s.tenant().equals(tenant));
    }

    /** The door listens there. */
    public void listensAt(URI address) {
        url = Optional.of(address);
    }

    /** Where the door listens. */
    public Optional<URI> url() {
        return url;
    }
}
