package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.delegation.Addresses;
import dev.sallyport.provenance.delegation.Delegation;
import dev.sallyport.provenance.delegation.Spelling;
import dev.sallyport.provenance.source.Origin;
import dev.sallyport.provenance.source.OriginKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a call carries in its free words: links of strangers, and what is for the user alone. */
final class Cargo {
    /** Words in a field's name that say nothing of what it holds. */
    private static final Set<String> HOLLOW = Set.of("number", "account", "user", "name", "info", "code", "data");

    private Cargo() {}

    /** The first address of the web in what is said that nobody but a stranger vouches for. */
    static Optional<Origin> link(List<Argument> arguments, Origins origins, Delegation user) {
        for (Argument argument : arguments) {
            if (argument.role() != Role.CONTENT && argument.role() != Role.TITLE) {
                continue;
            }
            for (String url : Addresses.urls(argument.text())) {
                Origin origin = origins.url(url);
                boolean stranger = origin.kind() == OriginKind.UNTRUSTED
                        || origin.kind() == OriginKind.MIXED
                        || origin.kind() == OriginKind.EVICTED;
                boolean passedOn = origin.kind() == OriginKind.RECORD && !user.speaksOfLinks();
                if (stranger || passedOn) {
                    return Optional.of(origin);
                }
            }
        }
        return Optional.empty();
    }

    /** The name of the first field that is for the user alone and leaves in what is said, though the user named no such thing. */
    static Optional<String> secret(List<Argument> arguments, Map<String, String> secrets, Delegation user) {
        for (Argument argument : arguments) {
            if (argument.role() != Role.CONTENT && argument.role() != Role.TITLE) {
                continue;
            }
            String said = Spelling.plain(argument.text());
            for (Map.Entry<String, String> secret : secrets.entrySet()) {
                if (secret.getKey().length() >= 6 && said.contains(secret.getKey()) && !asks(secret.getValue(), user)) {
                    return Optional.of(secret.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean asks(String field, Delegation user) {
        for (String word : Spelling.plain(field).split("[^\\p{L}]+")) {
            if (word.length() > 2 && !HOLLOW.contains(word) && user.says(word)) {
                return true;
            }
        }
        return false;
    }
}
