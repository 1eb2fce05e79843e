package dev.sallyport.server.otlp;

import dev.sallyport.gate.event.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What of an event may leave: fields of a closed list, each in its form, under the names of OpenTelemetry's conventions for
 * generative AI where those have one. A field that is not on the list stays here, and so does a value that has not the form of
 * its field; a session's name, which its caller chose, leaves as a salted commitment. So a new field of an event leaks nothing
 * until somebody puts it here.
 */
final class Told {
    private enum Form {
        /** A word of a closed set of ours. */
        WORD("[a-z0-9][a-z0-9_.:@-]{0,63}"),
        /** An id that the gateway made. */
        ID("[a-z]{2,8}_[0-9a-v]{26}"),
        /** A SHA-256. */
        DIGEST("(sha256:)?[0-9a-f]{64}"),
        /** Words, comma-separated. */
        WORDS("[a-z0-9][a-z0-9_.:@ -]{0,95}(,[a-z0-9][a-z0-9_.:@ -]{0,95}){0,63}");

        private final Pattern pattern;

        Form(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }
    }

    private record As(String name, Form form) {}

    private static final Map<String, As> FIELDS = fields();

    private final Pseudonyms pseudonyms;

    Told(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    private static Map<String, As> fields() {
        Map<String, As> out = new LinkedHashMap<>();
        out.put("agent.id", new As("gen_ai.agent.id", Form.ID));
        for (String id : List.of("decision.id", "approval.id", "break_glass.id")) {
            out.put(id, new As("sallyport." + id, Form.ID));
        }
        for (String word : List.of(
                "decision.reason",
                "decision.door",
                "policy.trial",
                "tool.capability",
                "tool.effect",
                "outcome.status",
                "actor.role",
                "auth.reason",
                "approval.channel",
                "break_glass.use",
                "limit.scope",
                "hash.presented_to",
                "scheme.registered",
                "scheme.presented",
                "secret.source",
                "secret.result",
                "shield",
                "shield.mode",
                "shield.verdict",
                "shield.blocks",
                "shield.report")) {
            out.put(word, new As("sallyport." + word, Form.WORD));
        }
        out.put("policy.digest", new As("sallyport.policy.digest", Form.DIGEST));
        out.put("shields", new As("sallyport.shields", Form.WORDS));
        out.put("shield.categories", new As("sallyport.shield.categories", Form.WORDS));
        return Map.copyOf(out);
    }

    /** The attributes of an event, in order of their names. */
    SortedMap<String, Object> attributes(Event event) {
        SortedMap<String, Object> out = new TreeMap<>();
        out.put("sallyport.tenant", event.tenant().value());
        if (Form.ID.pattern.matcher(event.receiptId()).matches()) {
            out.put("sallyport.receipt.id", event.receiptId());
        }
        event.fields().forEach((name, value) -> {
            As as = FIELDS.get(name);
            if (as != null && as.form().pattern.matcher(value).matches()) {
                out.put(as.name(), as.form() == Form.WORDS ? List.of(value.split(",")) : value);
            }
        });
        session(event).ifPresent(id -> out.put("gen_ai.conversation.id", id));
        return out;
    }

    /** The tool, if an operator accepted it; else what kind of power it uses. What a caller calls a tool is a caller's text. */
    static Optional<String> tool(Event event) {
        return Optional.ofNullable(event.fields().get("tool.action"))
                .filter(name -> Objects.equals(event.fields().get("tool.accepted"), "true"));
    }

    /** The category word for a span of a tool that nobody accepted. */
    static String kind(Event event) {
        return Optional.ofNullable(event.fields().get("tool.capability"))
                .filter(word -> Form.WORD.pattern.matcher(word).matches())
                .orElse("tool");
    }

    private Optional<String> session(Event event) {
        return Optional.ofNullable(event.fields().get("session.id"))
                .map(name -> pseudonyms.of("session", event.tenant().value(), name));
    }
}
