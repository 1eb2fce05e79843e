package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.delegation.Delegation;
import dev.sallyport.provenance.source.Basis;
import dev.sallyport.provenance.source.Origin;
import dev.sallyport.provenance.source.OriginKind;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Who vouches for each argument of one call: as a value, and for paths and commands by how far they reach. */
final class Reach {
    /** Arguments that say in which folder a relative path lies. */
    private static final Pattern BASE = Pattern.compile("(?i).*(?:repo|root|cwd|base|workdir|working|project).*");

    private final ToolEntry tool;
    private final Origins origins;
    private final Paths paths;
    private final Commands commands;
    private final Delegation user;
    private final boolean anchored;

    /** What is known of the user. */
    record Known(Delegation user, UserPaths paths, Set<String> folders) {}

    Reach(ToolEntry tool, List<Argument> call, Known known, Origins origins) {
        this.tool = tool;
        this.origins = origins;
        this.user = known.user();
        this.paths = new Paths(known.paths(), origins, known.folders());
        this.commands = new Commands(known.user(), origins, paths);
        this.anchored = call.stream()
                .anyMatch(a -> a.role() == Role.PLACE
                        || (a.role() == Role.PATH
                                && BASE.matcher(a.name()).matches()
                                && known.paths().covers(FilePath.of(a.text())) > 0));
    }

    Origin of(Argument argument) {
        Origin found = origins.of(argument);
        if (!Paths.judges(tool)) {
            return found;
        }
        return switch (argument.role()) {
            case PATH -> paths.of(argument, found, tool, anchored);
            case COMMAND -> found.kind() == OriginKind.GENERATED ? commands.of(argument, tool) : found;
            case SELECTOR, PLACE, PERMISSION, VISIBILITY ->
                found.kind() == OriginKind.GENERATED ? spelled(argument.text(), found) : mentioned(found);
            default -> found;
        };
    }

    /** Which of the things becomes part of a program is not left to prose, whoever named the record it stands in. */
    private Origin mentioned(Origin found) {
        boolean prose = found.basis() == Basis.TOKEN || found.basis() == Basis.SUBSTRING;
        return tool.kind() == Kind.CODE && prose && found.kind() == OriginKind.RECORD
                ? found.as(OriginKind.UNTRUSTED)
                : found;
    }

    /** What stands nowhere may be the user's in another spelling, or be spelled out by a stranger. */
    private Origin spelled(String value, Origin found) {
        if (SpelledOut.byUser(value, user)) {
            return Origin.of(OriginKind.WITHIN, Basis.CONTEXT);
        }
        return SpelledOut.by(value, origins::strangerSays) ? Origin.of(OriginKind.MIXED, Basis.CONTEXT) : found;
    }
}
