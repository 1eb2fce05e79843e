package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.delegation.Amounts;
import dev.sallyport.provenance.delegation.Delegation;
import dev.sallyport.provenance.delegation.Mandate;
import dev.sallyport.provenance.source.Basis;
import dev.sallyport.provenance.source.Origin;
import dev.sallyport.provenance.source.OriginKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Who vouches for each argument of one call: as a value, and for paths and commands by how far they reach. */
final class Reach {
    /** Arguments that say in which folder a relative path lies. */
    private static final Pattern BASE = Pattern.compile("(?i).*(?:repo|root|cwd|base|workdir|working|project).*");

    /** What a list of the system's says there is. */
    private static final Set<OriginKind> SWAPPABLE =
            EnumSet.of(OriginKind.OWN, OriginKind.KNOWN, OriginKind.NAMED, OriginKind.LISTED, OriginKind.LED);

    private final ToolEntry tool;
    private final Origins origins;
    private final Paths paths;
    private final Commands commands;
    private final Delegation user;
    private final boolean anchored;
    private final Mandate mandate;
    private final Amounts amounts;
    private final List<String> payees;

    /** What is known of the user. */
    record Known(Delegation user, Mandate mandate, UserPaths paths, Set<String> folders) {}

    Reach(ToolEntry tool, List<Argument> call, Known known, Origins origins) {
        this.tool = tool;
        this.origins = origins;
        this.user = known.user();
        this.paths = new Paths(known.paths(), origins, known.folders());
        this.commands = new Commands(known.user(), origins, paths);
        this.mandate = known.mandate();
        this.amounts = mandate.amounts();
        this.payees = call.stream()
                .filter(a -> a.role() == Role.RECIPIENT || a.role() == Role.ACCOUNT)
                .map(Argument::text)
                .toList();
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
            case AMOUNT -> tool.kind() == Kind.MONEY && argument.number() ? amount(argument, found) : found;
            case PERMISSION, VISIBILITY ->
                found.kind() == OriginKind.GENERATED ? granted(argument.text(), found) : mentioned(found);
            case SELECTOR, PLACE ->
                found.kind() == OriginKind.GENERATED
                        ? spelled(argument.text(), found)
                        : swapped(argument, mentioned(found));
            case RECIPIENT -> swapped(argument, found);
            default -> found;
        };
    }

    /** An amount the user left open may be worked out; where the user gave one, no record and no stranger may say another. */
    private Origin amount(Argument argument, Origin found) {
        double value = Double.parseDouble(argument.text());
        return switch (amounts.of(value, payees, origins::holds)) {
            case GIVEN -> Origin.of(OriginKind.USER, Basis.EXACT);
            case WITHIN -> Origin.of(OriginKind.WITHIN, Basis.CONTEXT);
            case OPEN ->
                found.kind() == OriginKind.GENERATED || found.kind() == OriginKind.USER
                        ? Origin.of(OriginKind.WITHIN, Basis.CONTEXT)
                        : found;
            case OTHER ->
                found.source().isPresent()
                        ? found.as(OriginKind.UNTRUSTED)
                        : Origin.of(OriginKind.GENERATED, Basis.CONTEXT);
        };
    }

    /** One that the system lists too, where the user named another one of those. */
    private Origin swapped(Argument argument, Origin found) {
        return SWAPPABLE.contains(found.kind())
                        && mandate.meansAnother(argument.role(), argument.text(), origins::shows)
                ? found.as(OriginKind.CONTESTED)
                : found;
    }

    /** A right in words of the tool's own: no more than the user speaks of. */
    private Origin granted(String value, Origin found) {
        Origin origin = spelled(value, found);
        return origin.kind() == OriginKind.GENERATED && Rights.exceeds(value, user)
                ? Origin.of(OriginKind.MIXED, Basis.CONTEXT)
                : origin;
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
