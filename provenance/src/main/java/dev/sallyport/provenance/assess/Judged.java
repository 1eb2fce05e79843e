package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.source.Origin;
import java.util.EnumSet;
import java.util.Set;

/** An argument and who vouches for it. */
record Judged(Argument argument, Origin origin) {
    /** The roles that decide where power goes. */
    static final Set<Role> AUTHORITY = EnumSet.of(
            Role.RECIPIENT,
            Role.URL,
            Role.PATH,
            Role.COMMAND,
            Role.ACCOUNT,
            Role.VISIBILITY,
            Role.PERMISSION,
            Role.CREDENTIAL,
            Role.SELECTOR,
            Role.PLACE);
}
