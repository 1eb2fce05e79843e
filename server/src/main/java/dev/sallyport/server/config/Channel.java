package dev.sallyport.server.config;

import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A place where people are asked.
 *
 * @param name lower-case letters, digits and dashes; labels measurements
 * @param groups the approver groups that are asked here; empty for all
 * @param people who may answer here: by the id the other side knows them under, the approver's name
 * @param reach which addresses it may be at
 */
public record Channel(
        String name, TenantId tenant, Set<String> groups, Map<String, PersonId> people, Reach reach, Kind kind) {
    public Channel {
        groups = Set.copyOf(groups);
        people = Map.copyOf(people);
    }

    /** Whether that group's approvals are told here. */
    public boolean asks(TenantId owner, String group) {
        return tenant.equals(owner) && (groups.isEmpty() || groups.contains(group));
    }

    /** Which addresses a channel may be at, whatever its name resolves to. */
    public enum Reach {
        /** Addresses of the internet, over TLS. */
        PUBLIC,
        /** Those and private networks, over TLS. */
        PRIVATE,
        /** This machine alone, where plain HTTP does. */
        LOOPBACK
    }

    /** What speaks there. */
    public sealed interface Kind {
        /**
         * Any receiver of signed messages.
         *
         * @param secretFile holds the shared secret that signs both ways
         */
        record Webhook(URI url, Path secretFile) implements Kind {}

        /**
         * A Slack app.
         *
         * @param api what {@code chat.postMessage} is below
         * @param conversation the id of the conversation it posts to
         * @param team the id of the workspace whose answers count
         */
        record Slack(URI api, String conversation, String team, Path tokenFile, Path signingSecretFile)
                implements Kind {}

        /**
         * A Microsoft Teams workflow.
         *
         * @param urlFile holds the workflow's address, which is a secret
         */
        record Teams(Path urlFile) implements Kind {}
    }
}
