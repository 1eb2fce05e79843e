package dev.sallyport.server.config;

import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.exchange.ExchangePlan;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A section {@code exchange}: how the gateway gets its own tokens for a server. */
final class ExchangeOptions {
    /** What stands instead of a reference if the client brings its user's token. */
    private static final String USER = "user";

    private ExchangeOptions() {}

    /**
     * What the section says; empty if it is not there.
     *
     * @param secrets names that it may refer to
     */
    static Optional<ExchangePlan> read(Section s, Set<String> secrets) {
        if (s.names().isEmpty()) {
            return Optional.empty();
        }
        URI endpoint = s.uri("endpoint").orElseThrow(() -> s.fault("endpoint", "is missing: the token endpoint"));
        String auth = s.text("client_auth", "basic");
        if (!Set.of("basic", "post").contains(auth)) {
            throw s.fault("client_auth", "takes basic or post, not `" + auth + "`");
        }
        ExchangePlan.Client client = new ExchangePlan.Client(
                s.text("client_id").orElseThrow(() -> s.fault("client_id", "is missing")),
                reference(s, "client_secret", s.text("client_secret", ""), secrets),
                auth.equals("post"));
        try {
            return Optional.of(new ExchangePlan(
                    endpoint,
                    client,
                    new ExchangePlan.Subject(subject(s, secrets), type(s, "subject_type")),
                    type(s, "requested_type"),
                    s.texts("audience"),
                    resources(s),
                    scopes(s)));
        } catch (IllegalArgumentException e) {
            throw s.fault("endpoint", String.valueOf(e.getMessage()));
        }
    }

    private static SecretTemplate subject(Section s, Set<String> secrets) {
        String text = s.text("subject", "");
        return text.equals(USER) ? new SecretTemplate(USER, List.of()) : reference(s, "subject", text, secrets);
    }

    private static SecretTemplate reference(Section s, String key, String text, Set<String> secrets) {
        if (SecretTemplate.reference(text).isEmpty()) {
            throw s.fault(
                    key,
                    "takes `secret://NAME`" + (key.equals("subject") ? " or `user`" : "")
                            + ", and never the credential itself");
        }
        return HeaderOptions.template(s, key, text, secrets);
    }

    private static String type(Section s, String key) {
        String type = s.text(key, ExchangePlan.ACCESS_TOKEN);
        if (!type.matches("[A-Za-z][A-Za-z0-9+.-]*:[!-~]{1,200}")) {
            throw s.fault(key, "takes the URI of a type of token, such as `" + ExchangePlan.ACCESS_TOKEN + "`");
        }
        return type;
    }

    private static List<URI> resources(Section s) {
        List<URI> resources = new ArrayList<>();
        for (String text : s.texts("resource")) {
            try {
                URI resource = new URI(text);
                if (!resource.isAbsolute() || resource.getRawFragment() != null) {
                    throw s.fault("resource", "takes whole addresses without `#`, not `" + text + "`");
                }
                resources.add(resource);
            } catch (URISyntaxException e) {
                throw s.fault("resource", "takes whole addresses, not `" + text + "`");
            }
        }
        return resources;
    }

    private static List<String> scopes(Section s) {
        List<String> scopes = s.texts("scope");
        if (!scopes.stream().allMatch(scope -> scope.matches("[!#-\\[\\]-~]{1,200}"))) {
            throw s.fault("scope", "takes a list of single words");
        }
        return scopes;
    }
}
