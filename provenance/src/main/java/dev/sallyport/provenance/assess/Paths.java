package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.source.Basis;
import dev.sallyport.provenance.source.Origin;
import dev.sallyport.provenance.source.OriginKind;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who vouches for the path of something that is changed. A path is the user's if the user wrote it, or a folder it lies in and
 * nothing dangerous below that folder. A stranger's text may say what is read, never where something is written. A path the
 * agent made stays within what the user handed over if its folder does and no stranger wrote its name. Whatever climbs, would be
 * read otherwise than it is written or holds a dangerous name ({@link PathHazards}) is nobody's unless the user wrote it.
 */
final class Paths {
    /** Arguments that say what is copied, moved or sent: those are read. */
    private static final Pattern SOURCE =
            Pattern.compile("(?i)(?:.*[._])?(?:source|src|from|origin|old|attachments?)(?:[._A-Z].*)?");

    private final UserPaths user;
    private final Origins origins;
    private final Set<String> used;

    /**
     * For one call.
     *
     * @param used folders in which the session already works with leave
     */
    Paths(UserPaths user, Origins origins, Set<String> used) {
        this.user = user;
        this.origins = origins;
        this.used = used;
    }

    /** A path, and what of its call matters to it. */
    private record Asked(Argument argument, FilePath path, ToolEntry tool, boolean anchored) {
        boolean isSource() {
            return SOURCE.matcher(argument.name()).matches();
        }

        boolean removes() {
            return tool.kind() == Kind.REMOVAL;
        }
    }

    /** Whether that tool changes something, so that its paths are judged here. */
    static boolean judges(ToolEntry tool) {
        return tool.tier().compareTo(Tier.LOCAL) >= 0;
    }

    /**
     * Who vouches for that path.
     *
     * @param found what is known of it as a value
     * @param anchored whether another argument of the call says in which repository a relative path lies
     */
    Origin of(Argument argument, Origin found, ToolEntry tool, boolean anchored) {
        Asked asked = new Asked(argument, FilePath.of(argument.text()), tool, anchored);
        FilePath path = asked.path();
        if (asked.removes()) {
            return removed(asked, found);
        }
        if (user.wrote(argument.text())) {
            return Origin.of(OriginKind.USER, Basis.EXACT);
        }
        int named = user.covers(path);
        if (path.climbs() || path.odd() || PathHazards.in(path, Math.max(named, 0))) {
            return nobodys(found);
        }
        if (named > 0 || (named == 0 && path.segments().isEmpty())) {
            return user.onlyRead(path) ? read(path, found) : Origin.of(OriginKind.USER, Basis.TOKEN);
        }
        return switch (found.kind()) {
            case USER -> written(asked);
            case OWN, KNOWN, NAMED, HOST, WITHIN -> found;
            case RECORD -> inRecord(asked, found);
            case GENERATED, MIXED -> made(asked, found);
            case LISTED, CONTESTED, LED, UNTRUSTED, EVICTED -> found;
        };
    }

    /** In a folder that was named to be read: something new may lie there, unless a stranger chose its name or programs obey it. */
    private static Origin read(FilePath path, Origin found) {
        if (PathHazards.obeyed(path.name()) || PathHazards.isCode(path.name())) {
            return nobodys(found);
        }
        return switch (found.kind()) {
            case LISTED, CONTESTED, LED, MIXED, UNTRUSTED, EVICTED -> found;
            case USER, OWN, KNOWN, NAMED, RECORD, HOST, WITHIN, GENERATED ->
                Origin.of(OriginKind.WITHIN, Basis.CONTEXT);
        };
    }

    /**
     * To be removed a path must stand where the user asks for a removal, itself or a folder above it. Where no path stands there, what the
     * system lists may be meant.
     */
    private Origin removed(Asked asked, Origin found) {
        UserPaths named = user.removed();
        FilePath path = asked.path();
        if (named.wrote(asked.argument().text())) {
            return Origin.of(OriginKind.USER, Basis.EXACT);
        }
        int covered = named.covers(path);
        boolean hidden = path.climbs() || path.odd() || PathHazards.in(path, Math.max(covered, 0));
        if (!hidden && (covered > 0 || named.ends(path, user))) {
            return Origin.of(OriginKind.USER, Basis.TOKEN);
        }
        boolean open = !hidden && named.isEmpty();
        return switch (found.kind()) {
            case OWN, KNOWN, NAMED -> open ? found : nobodys(found);
            case USER, RECORD, HOST, WITHIN, GENERATED -> nobodys(found);
            case LISTED, CONTESTED, LED, MIXED, UNTRUSTED, EVICTED -> found;
        };
    }

    private static Origin nobodys(Origin found) {
        return switch (found.kind()) {
            case USER, HOST, WITHIN, GENERATED -> Origin.of(OriginKind.GENERATED, Basis.CONTEXT);
            case OWN, KNOWN, NAMED -> found.as(OriginKind.LISTED);
            case RECORD -> found.as(OriginKind.UNTRUSTED);
            case LISTED, CONTESTED, LED, MIXED, UNTRUSTED, EVICTED -> found;
        };
    }

    /** The user's words hold it, alone or as the folder of something longer. */
    private Origin written(Asked asked) {
        boolean folder = asked.path().absolute();
        if (!folder) {
            return Origin.of(OriginKind.USER, Basis.TOKEN);
        }
        boolean made = user.holds(asked.path()) && !asked.removes();
        return Origin.of(made ? OriginKind.WITHIN : OriginKind.GENERATED, Basis.CONTEXT);
    }

    private Origin inRecord(Asked asked, Origin found) {
        boolean inside = !asked.path().absolute() && asked.anchored();
        boolean read = asked.isSource() && (!asked.path().absolute() || user.beside(asked.path()));
        return inside || read ? found : found.as(OriginKind.UNTRUSTED);
    }

    private Origin made(Asked asked, Origin found) {
        FilePath path = asked.path();
        boolean alone = path.segments().size() == 1 && !path.absolute();
        boolean place = alone
                || (!path.absolute() && asked.anchored())
                || user.beside(path)
                || inKnownFolder(path)
                || user.wrote(path.name());
        if (!place) {
            return found;
        }
        Origin name = origins.of(new Argument(asked.argument().name(), Role.SELECTOR, path.name(), false));
        boolean vouched = name.kind() == OriginKind.RECORD
                ? asked.isSource() || (!path.absolute() && asked.anchored())
                : name.kind().compareTo(OriginKind.GENERATED) <= 0;
        return vouched ? Origin.of(OriginKind.WITHIN, Basis.CONTEXT) : name;
    }

    /** Whether a folder above it is one that the system lists, or in which the session already works with leave. */
    private boolean inKnownFolder(FilePath path) {
        if (!path.absolute() || path.segments().size() > 16) {
            return false;
        }
        for (FilePath up = path.folder(); !up.segments().isEmpty(); up = up.folder()) {
            String text = text(up);
            if (used.contains(text) || origins.lists(text)) {
                return true;
            }
        }
        return false;
    }

    /** How a folder is written by those that list it. */
    static String text(FilePath path) {
        String joined = String.join("/", path.segments());
        return path.absolute() && !joined.startsWith("~") ? "/" + joined : joined;
    }
}
