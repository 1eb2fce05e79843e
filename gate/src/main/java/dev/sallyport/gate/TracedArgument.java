package dev.sallyport.gate;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.CanonicalObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.provenance.assess.Traced;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.source.Basis;
import dev.sallyport.provenance.source.Origin;
import dev.sallyport.provenance.source.OriginKind;
import dev.sallyport.provenance.source.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where one value of a held call came from, as it is kept for people. Its names may be a stranger's words.
 *
 * @param argument the argument's name, and behind a dot those of the members it stands in
 * @param place what of a session it was found in; empty for the user's words and for what was found nowhere
 */
public record TracedArgument(String argument, Role role, OriginKind origin, Basis basis, Optional<Place> place) {
    /**
     * A leaf of something that entered the session.
     *
     * @param number counts the session's sources from 1
     * @param name the tool, resource or file it came from
     * @param trust how far the source is trusted
     * @param path the leaf within it, {@code $} for the whole
     */
    public record Place(int number, String name, TrustLevel trust, String path) {
        static Place of(Source source, String path) {
            return new Place(source.number() + 1, source.name(), source.trust(), path);
        }
    }

    /** How far somebody stands for a value. */
    public enum Standing {
        /** The user, or a field that is trusted. */
        VOUCHED,
        /** It is among things listed where anyone can appear. */
        LISTED,
        /** Nobody: a stranger's text, the agent itself, or nobody can say. */
        UNVOUCHED;

        /** The word in answers. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far somebody stands for this one. */
    public Standing standing() {
        int order = origin.compareTo(OriginKind.LISTED);
        return order < 0 ? Standing.VOUCHED : order == 0 ? Standing.LISTED : Standing.UNVOUCHED;
    }

    static TracedArgument of(Traced traced) {
        Origin origin = traced.origin();
        return new TracedArgument(
                traced.argument(),
                traced.role(),
                origin.kind(),
                origin.basis(),
                origin.source().map(source -> Place.of(source, origin.path())));
    }

    /** The member {@code traced}: by number, so that the order stays. */
    static void write(List<TracedArgument> traced, CanonicalObject.Writer out) {
        out.open("traced");
        for (int i = 0; i < traced.size(); i++) {
            traced.get(i).write(String.format(Locale.ROOT, "%03d", i), out);
        }
        out.close();
    }

    private void write(String number, CanonicalObject.Writer out) {
        out.open(number)
                .put("argument", argument)
                .put("basis", basis.name().toLowerCase(Locale.ROOT))
                .put("origin", origin.wire());
        place.ifPresent(p -> out.open("place")
                .put("name", p.name())
                .put("number", p.number())
                .put("path", p.path())
                .put("trust", p.trust().wire())
                .close());
        out.put("role", role.wire()).close();
    }

    static List<TracedArgument> read(Fields all) {
        List<TracedArgument> read = all.whole().members().keySet().stream()
                .sorted()
                .map(number -> one(all.object(number)))
                .toList();
        all.end();
        return read;
    }

    private static TracedArgument one(Fields f) {
        TracedArgument read = new TracedArgument(
                f.text("argument"),
                f.word("role", Role::byWire),
                f.word("origin", OriginKind::byWire),
                f.word("basis", TracedArgument::basis),
                f.optionalObject("place").map(TracedArgument::place));
        f.end();
        return read;
    }

    private static Place place(Fields f) {
        Place place = new Place(
                Math.toIntExact(f.integer("number")),
                f.text("name"),
                f.word("trust", TrustLevel::byWire),
                f.text("path"));
        f.end();
        return place;
    }

    private static Optional<Basis> basis(String word) {
        for (Basis basis : Basis.values()) {
            if (basis.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(basis);
            }
        }
        return Optional.empty();
    }
}
