package dev.sallyport.server.config;

import dev.sallyport.connect.broker.SecretTemplate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A section {@code headers}: fields that the gateway adds to what it sends, with references to secrets in them. */
final class HeaderOptions {
    /** Fields that say where a request ends or goes. */
    private static final Set<String> NEVER =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect", "te", "trailer");

    private HeaderOptions() {}

    /**
     * The fields by name.
     *
     * @param secrets names that they may refer to
     */
    static Map<String, SecretTemplate> read(Section headers, Set<String> secrets) {
        Map<String, SecretTemplate> fields = new HashMap<>();
        headers.names()
                .forEach(name ->
                        fields.put(field(headers, name), template(headers, name, headers.text(name, ""), secrets)));
        return fields;
    }

    private static String field(Section s, String name) {
        if (!name.matches("[A-Za-z0-9-]{1,64}") || NEVER.contains(name.toLowerCase(Locale.ROOT))) {
            throw s.fault(name, "is no header field that can be added");
        }
        return name;
    }

    /** A value with references in it, which stands in the option of that name. */
    static SecretTemplate template(Section s, String name, String text, Set<String> secrets) {
        try {
            SecretTemplate template = SecretTemplate.parse(text);
            for (String secret : template.names()) {
                if (!secrets.contains(secret)) {
                    throw s.fault(name, "names the secret `" + secret + "`, which stands not under `secrets`");
                }
            }
            if (!template.text().matches("[ -~]+")) {
                throw s.fault(name, "takes one line of printable ASCII");
            }
            return template;
        } catch (IllegalArgumentException e) {
            throw s.fault(name, String.valueOf(e.getMessage()));
        }
    }
}
