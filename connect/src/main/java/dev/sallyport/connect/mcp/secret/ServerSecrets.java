package dev.sallyport.connect.mcp.secret;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.broker.Scrubber;
import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.mcp.upstream.Supply;
import dev.sallyport.connect.mcp.upstream.Unsupplied;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.identity.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets of one server as one agent's connection may use them: {@code mcp:SERVER} is their use. Thread-safe; what resolves may block
 * for seconds.
 */
public final class ServerSecrets {
    private static final String ARGUMENTS = "arguments";

    /**
     * Whose connection it is.
     *
     * @param agent key of the agent
     * @param server key of the server
     */
    public record Owner(TenantId tenant, String agent, String server) {}

    private final ServerPlan plan;
    private final TokenBroker broker;
    private final Optional<Exchanging> exchanging;
    private final Owner owner;

    ServerSecrets(ServerPlan plan, TokenBroker broker, Optional<Exchanging> exchanging, Owner owner) {
        this.plan = plan;
        this.broker = broker;
        this.exchanging = exchanging;
        this.owner = owner;
    }

    private String use() {
        return "mcp:" + owner.server();
    }

    /** Why a call with these arguments may not be made, if one of them refers to what it may not. */
    public Optional<ReasonCode> fault(String tool, JsonObject arguments) {
        List<References.Found> found = References.in(arguments);
        boolean all = found.stream().allMatch(one -> plan.arguments().stream().anyMatch(g -> g.allows(tool, one)));
        return all && found.size() <= References.MOST ? Optional.empty() : Optional.of(ReasonCode.SECRET_SCOPE);
    }

    /**
     * The parameters of a released call as they are sent: each reference replaced, everything else as it was judged. The same object, if
     * there is no reference in it.
     *
     * @throws SecretUnavailable if a secret can't be had, or not for that: then nothing may be sent
     */
    public JsonObject resolved(String tool, JsonObject params) throws SecretUnavailable {
        if (!(params.get(ARGUMENTS) instanceof JsonObject arguments) || !References.isIn(arguments)) {
            return params;
        }
        if (fault(tool, arguments).isPresent()) {
            throw new SecretUnavailable("an argument refers to a secret that this tool may not be given");
        }
        Map<String, String> texts = new HashMap<>();
        for (References.Found one : References.in(arguments)) {
            texts.put(one.pointer(), resolved(SecretTemplate.parse(SecretTemplate.SCHEME + one.secret())));
        }
        JsonObject.Builder out = JsonObject.builder();
        params.members()
                .forEach((name, value) ->
                        out.put(name, name.equals(ARGUMENTS) ? References.filled(value, "", texts) : value));
        return out.build();
    }

    private String resolved(SecretTemplate template) throws SecretUnavailable {
        return broker.resolve(template, use(), owner.tenant(), owner.agent()).text();
    }

    /** What a server said, without any value that it was ever given. */
    public byte[] clean(byte[] frame) {
        return scrubber().clean(frame);
    }

    private Scrubber scrubber() {
        Scrubber ours = broker.scrubber(use());
        return exchanging.map(e -> e.scrubber().and(ours)).orElse(ours);
    }

    /** The fields of requests; empty if there are none. */
    public Optional<Supply> headers() {
        return plan.headers().isEmpty() && exchanging.isEmpty()
                ? Optional.empty()
                : Optional.of(new Templates(plan.headers(), exchanging));
    }

    /** The variables of a command; empty if there are none. */
    public Optional<Supply> environment() {
        return plan.environment().isEmpty()
                ? Optional.empty()
                : Optional.of(new Templates(plan.environment(), Optional.empty()));
    }

    private final class Templates implements Supply {
        private final Map<String, SecretTemplate> templates;

        private final Optional<Exchanging> token;

        Templates(Map<String, SecretTemplate> templates, Optional<Exchanging> token) {
            this.templates = templates;
            this.token = token;
        }

        @Override
        public Map<String, String> fields() throws Unsupplied {
            Map<String, String> out = new HashMap<>();
            for (Map.Entry<String, SecretTemplate> field : templates.entrySet()) {
                try {
                    out.put(field.getKey(), resolved(field.getValue()));
                } catch (SecretUnavailable e) {
                    throw new Unsupplied("secret_unresolvable", String.valueOf(e.getMessage()));
                }
            }
            if (token.isPresent()) {
                out.put("Authorization", token.get().authorization());
            }
            return out;
        }

        @Override
        public boolean refused(String authorization) {
            return token.filter(t -> t.refused(authorization)).isPresent();
        }

        @Override
        public String key() {
            return token.map(Exchanging::key).orElse("");
        }

        @Override
        public String clean(String text) {
            return scrubber().clean(text);
        }
    }
}
