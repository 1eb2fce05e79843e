package dev.sallyport.server.config;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.model.ModelDialect;
import dev.sallyport.connect.model.ModelPattern;
import dev.sallyport.connect.model.ModelRoute;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.identity.TenantId;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The section {@code models}: where agents' questions to models go, and with which credential. */
final class ModelOptions {
    private static final String NAME = "[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?";

    private ModelOptions() {}

    /**
     * All routes, in the file's order.
     *
     * @param secrets names that credentials may refer to
     */
    static List<ModelRoute> read(Section root, Set<String> secrets) {
        List<ModelRoute> routes = new ArrayList<>();
        root.sections("models").forEach((name, s) -> routes.add(route(name, s, secrets)));
        return routes;
    }

    private static ModelRoute route(String name, Section s, Set<String> secrets) {
        if (!name.matches(NAME)) {
            throw s.fault("url", "stands under a name no model route can have: `" + name + "`");
        }
        ModelDialect dialect = s.text("dialect")
                .flatMap(ModelDialect::byWire)
                .orElseThrow(() -> s.fault("dialect", "takes openai or anthropic"));
        return new ModelRoute(
                name,
                tenant(s),
                dialect,
                url(s),
                fields(s, dialect, secrets),
                models(s),
                Set.copyOf(s.texts("agents")),
                tools(s, name),
                results(s));
    }

    static TenantId tenant(Section s) {
        try {
            return new TenantId(s.text("tenant", "default"));
        } catch (IllegalArgumentException e) {
            throw s.fault("tenant", String.valueOf(e.getMessage()));
        }
    }

    private static URI url(Section s) {
        URI url = s.uri("url")
                .orElseThrow(() -> s.fault("url", "is missing: the base address, such as `https://api.openai.com/v1`"));
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw s.fault("url", "takes an address without `?` and `#`");
        }
        return url;
    }

    private static Map<String, SecretTemplate> fields(Section s, ModelDialect dialect, Set<String> secrets) {
        Map<String, SecretTemplate> fields = new HashMap<>(HeaderOptions.read(s.section("headers"), secrets));
        Optional<String> credential = s.text("credential");
        credential.ifPresent(text -> {
            if (!text.startsWith(SecretTemplate.SCHEME)) {
                throw s.fault("credential", "takes `secret://NAME`, and never the credential itself");
            }
            switch (dialect) {
                case OPENAI ->
                    fields.put("Authorization", HeaderOptions.template(s, "credential", "Bearer " + text, secrets));
                case ANTHROPIC -> fields.put("x-api-key", HeaderOptions.template(s, "credential", text, secrets));
            }
        });
        return fields;
    }

    private static List<ModelPattern> models(Section s) {
        List<ModelPattern> patterns = new ArrayList<>();
        for (String text : s.texts("allow")) {
            try {
                patterns.add(ModelPattern.parse(text));
            } catch (IllegalArgumentException e) {
                throw s.fault("allow", String.valueOf(e.getMessage()));
            }
        }
        if (patterns.isEmpty()) {
            throw s.fault("allow", "is missing: name the models, such as `[gpt-5*]`; `[\"*\"]` is every one");
        }
        return patterns;
    }

    private static String tools(Section s, String name) {
        try {
            return Name.check("server", s.text("tools", ModelRoute.TOOL + name));
        } catch (IllegalArgumentException e) {
            throw s.fault("tools", "takes the key of a tool server: " + e.getMessage());
        }
    }

    private static TrustLevel results(Section s) {
        String word = s.text("results", TrustLevel.UNTRUSTED_EXTERNAL.wire());
        return TrustLevel.byWire(word).orElseThrow(() -> s.fault("results", "takes a trust level, not `" + word + "`"));
    }
}
