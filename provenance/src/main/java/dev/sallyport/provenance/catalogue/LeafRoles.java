package dev.sallyport.provenance.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * What one value of a call decides: as its argument is described; else as the name next to it says; else by its shape. Within what nobody
 * described the names inside an object count before the object's own.
 *
 * @param told whether somebody, or a name, says what it decides; what is not told is read as content
 */
public record LeafRoles(Role role, boolean told) {
    private static final LeafRoles UNTOLD = new LeafRoles(Role.CONTENT, false);

    /**
     * Of one value.
     *
     * @param inner the member's name, where the value stands in an object within the argument; else empty
     */
    public static LeafRoles of(ToolEntry tool, String argument, Optional<String> inner, String text) {
        Optional<Role> said = Optional.ofNullable(tool.args().get(argument));
        if (!tool.guessed()) {
            return told(said.orElse(Role.CONTENT));
        }
        Optional<Role> named = inner.flatMap(name -> RoleNames.of(name, RoleNames.words(tool.name())));
        Optional<Role> bearing = named.or(() -> said).filter(role -> role != Role.CONTENT);
        if (bearing.isPresent()) {
            return told(kept(tool, bearing.get()));
        }
        boolean wording = inner.isPresent() ? named.isPresent() : said.isPresent();
        return wording ? told(Role.CONTENT) : shaped(tool, text);
    }

    private static LeafRoles told(Role role) {
        return new LeafRoles(role, true);
    }

    private static LeafRoles shaped(ToolEntry tool, String text) {
        boolean mentioned = tool.changes() && ValueShapes.isBareHost(text);
        return ValueShapes.role(text)
                .filter(role -> !mentioned)
                .map(role -> told(kept(tool, role)))
                .orElse(UNTOLD);
    }

    /** How somebody is reached is nothing but a record where a tool writes it down of somebody new. */
    private static Role kept(ToolEntry tool, Role role) {
        List<String> words = RoleNames.words(tool.name());
        return role == Role.RECIPIENT && tool.guessed() && SafeDefaults.keeps(words) ? Role.OTHER : role;
    }

    /**
     * As what a value is judged that nobody described, if only a stranger wrote it: who gets it, where it is brought, which of the
     * settings there are, who may do what. Empty where such words are harmless: in reads, and in records of the user's own.
     */
    public static Optional<Role> doubtful(ToolEntry tool, String argument, String text) {
        if (!tool.changes() || tool.kind() == Kind.NONE) {
            return Optional.empty();
        }
        if (ValueShapes.isBareHost(text)) {
            return Optional.of(Role.URL);
        }
        if (RoleNames.isPerson(argument)) {
            return Optional.of(Role.RECIPIENT);
        }
        if (RoleNames.isPostal(argument)) {
            return Optional.of(Role.ACCOUNT);
        }
        return switch (tool.kind()) {
            case MONEY, ACCESS, CREDENTIAL, REMOVAL, COMMAND, PUBLISH, MESSAGE, INVITATION, PURCHASE, CODE ->
                Optional.of(Role.PERMISSION);
            case RECORD, FILE, NONE -> Optional.empty();
        };
    }
}
