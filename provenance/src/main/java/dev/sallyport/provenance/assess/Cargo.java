package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.delegation.Delegation;
import dev.sallyport.provenance.source.Origin;
import dev.sallyport.provenance.source.OriginKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a call carries in its free words: links of strangers, and what is for the user alone. */
final class Cargo {
    /** What is said, and what tells an address something by being asked: neither may hold what is for the user alone. */
    private static final Set<Role> TELLING = EnumSet.of(
            Role.CONTENT,
            Role.TITLE,
            Role.URL,
            Role.QUERY,
            Role.RECIPIENT,
            Role.COMMAND,
            Role.SELECTOR,
            Role.PLACE,
            Role.OTHER);

    private Cargo() {}

    /** The first address of the web in what is said that nobody but a stranger vouches for. */
    static Optional<Origin> link(List<Argument> arguments, Origins origins, SpokenLinks spoken) {
        for (Argument argument : arguments) {
            if (argument.role() != Role.CONTENT && argument.role() != Role.TITLE) {
                continue;
            }
            for (String url : SpelledAddresses.in(argument.text())) {
                Origin origin = origins.url(url);
                boolean stranger = origin.kind() == OriginKind.UNTRUSTED
                        || origin.kind() == OriginKind.MIXED
                        || origin.kind() == OriginKind.EVICTED;
                boolean passedOn = origin.kind() == OriginKind.RECORD && !spoken.open();
                if (stranger || passedOn) {
                    return Optional.of(origin);
                }
            }
        }
        return Optional.empty();
    }

    /** The name of the first field that is for the user alone and leaves, though the user named no such thing. */
    static Optional<String> secret(List<Argument> arguments, Secrets secrets, Origins origins, Delegation user) {
        for (Argument argument : arguments) {
            boolean given = argument.role() == Role.URL
                    && secrets.size() > 0
                    && origins.url(argument.text()).kind() == OriginKind.USER;
            if (TELLING.contains(argument.role()) && !given) {
                Optional<String> field = secrets.in(argument.text(), user);
                if (field.isPresent()) {
                    return field;
                }
            }
        }
        return Optional.empty();
    }
}
