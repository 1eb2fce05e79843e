package dev.sallyport.server.auth;

import java.util.Locale;
import java.util.Optional;

/** Names that would be taken for something else where people read them. */
public final class PersonNames {
    private PersonNames() {}

    /** Why nobody may be called so, if nobody may. */
    public static Optional<String> fault(String name) {
        if (name.indexOf(':') >= 0) {
            return Optional.of("name holds a colon, which parts a name from its passphrase; leave it out");
        }
        String low = name.toLowerCase(Locale.ROOT);
        if (low.startsWith("key-") || low.equals("oidc") || low.equals("sallyport")) {
            return Optional.of("name is one that receipts have for a key or for the gateway itself; choose another");
        }
        return Optional.empty();
    }
}
