package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.LeafRoles;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.source.Origin;
import dev.sallyport.provenance.source.OriginKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Arguments of which nobody says what they decide, and whose values look like nothing either. A short word in one may be a person, a
 * level, a class, a version: where a stranger's text alone holds it and the act is one that matters, it is judged. A longer text, and a
 * word of the user's or the agent's own, is not.
 */
final class Untold {
    private static final Set<OriginKind> STRANGE =
            EnumSet.of(OriginKind.UNTRUSTED, OriginKind.MIXED, OriginKind.CONTESTED, OriginKind.EVICTED);

    /** One to five words without a sentence's marks. */
    private static final Pattern SHORT = Pattern.compile(
            "(?=.*\\p{L})(?=.{3})[^\\s.!?;:]{1,40}(?:[.:][^\\s.!?;:]{1,40}){0,3}(?: [^\\s.!?;:]{1,40}){0,4}");

    private static final int LONGEST = 80;

    private Untold() {}

    /** That value in the role it would have, if only a stranger wrote it. */
    static Optional<Judged> judged(Argument argument, ToolEntry tool, Origins origins) {
        if (argument.told()
                || argument.number()
                || argument.text().length() > LONGEST
                || !SHORT.matcher(argument.text()).matches()) {
            return Optional.empty();
        }
        Optional<Role> role = LeafRoles.doubtful(tool, argument.name(), argument.text());
        if (role.isEmpty()) {
            return Optional.empty();
        }
        Argument as = new Argument(argument.name(), role.get(), argument.text(), false);
        // Words of which each alone is too short to be found are looked for together where something is chosen.
        Role probed = argument.text().indexOf(' ') > 0 || role.get() == Role.PERMISSION ? Role.SELECTOR : role.get();
        Origin origin = origins.of(new Argument(argument.name(), probed, argument.text(), false));
        return STRANGE.contains(origin.kind()) ? Optional.of(new Judged(as, origin)) : Optional.empty();
    }
}
