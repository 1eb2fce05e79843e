package dev.sallyport.provenance.catalogue;

import dev.sallyport.provenance.document.Leaf;
import dev.sallyport.provenance.source.FieldClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one tool.
 *
 * @param tier how far its effect reaches
 * @param kind what its effect is about
 * @param acts the acts a user may ask for that this tool carries out, as the lexicon names them
 * @param args the role of each argument
 * @param fields the class of each result field, by key; a key that is not there is {@code ext}
 * @param records what one record of its result is
 * @param confirms the tools whose call this one completes; it has no purpose without one of them
 * @param guessed whether it was made from names, because nobody described the tool
 */
public record ToolEntry(
        String name,
        Tier tier,
        Kind kind,
        List<String> acts,
        Map<String, Role> args,
        Map<String, Field> fields,
        Records records,
        Set<String> confirms,
        boolean guessed) {

    /** The key under which a catalogue describes the names of members. */
    public static final String NAMES = "%";

    /** The key under which one describes every member whose name says that it is an identifier: {@code id}, {@code order_id}. */
    public static final String IDENTIFIERS = "#";

    /** What one record of a tool's result is. */
    public enum Records {
        /** Messages somebody wrote to the user or the user's circle. */
        MESSAGES,
        /** A page of somebody's site. */
        PAGE,
        /** Files and documents. */
        DOCUMENTS,
        /** Rows of a system. */
        ROWS
    }

    public ToolEntry {
        acts = List.copyOf(acts);
        args = Map.copyOf(args);
        Map<String, Field> plain = new HashMap<>();
        fields.forEach((key, field) -> plain.put(plain(key), field));
        fields = Map.copyOf(plain);
        confirms = Set.copyOf(confirms);
    }

    /** What somebody said of a tool. */
    public ToolEntry(
            String name,
            Tier tier,
            Kind kind,
            List<String> acts,
            Map<String, Role> args,
            Map<String, Field> fields,
            Records records,
            Set<String> confirms) {
        this(name, tier, kind, acts, args, fields, records, confirms, false);
    }

    /** The same tool, nothing of whose results is believed. */
    public ToolEntry unbelieved() {
        return new ToolEntry(name, tier, kind, acts, args, Map.of(), records, confirms, guessed);
    }

    /** The same tool as one that changes something: what only reads becomes a record's change. */
    public ToolEntry changing() {
        if (changes()) {
            return this;
        }
        Tier reach = tier == Tier.READ ? Tier.INTERNAL : Tier.OUTWARD;
        Kind about = kind == Kind.NONE ? Kind.RECORD : kind;
        return new ToolEntry(name, reach, about, acts, args, fields, records, confirms, guessed);
    }

    /** Whether it changes something. */
    public boolean changes() {
        return tier.compareTo(Tier.LOCAL) >= 0;
    }

    /** The role of that argument; one nobody described is read as content. */
    public Role role(String argument) {
        return args.getOrDefault(argument, Role.CONTENT);
    }

    /** Whether this describes a tool with those arguments. */
    public boolean fits(ToolSchema schema) {
        return name.equals(schema.name()) && args.keySet().containsAll(schema.parameters());
    }

    /** How far that leaf of a result is to be believed. */
    public FieldClass classOf(Leaf leaf) {
        FieldClass said = field(leaf).map(f -> f.classOf(leaf.text())).orElse(FieldClass.EXT);
        return leaf.firm() || said.compareTo(FieldClass.ID) > 0 ? said : FieldClass.ID;
    }

    /** What is said of the field that leaf stands in. */
    public Optional<Field> field(Leaf leaf) {
        Field field = fields.get(plain(leaf.key()));
        return Optional.ofNullable(field == null && identifies(leaf.key()) ? fields.get(IDENTIFIERS) : field);
    }

    /** What is said of the names of members, where the result is a mapping whose names are values themselves. */
    public Optional<Field> names() {
        return Optional.ofNullable(fields.get(NAMES));
    }

    private static boolean identifies(String key) {
        return key.matches("(?i)id|key|number|uuid|sha|ref|reference|sku")
                || key.matches(".{1,60}(?:[_-][iI][dD]|Id|ID)_?");
    }

    /** The same tool, with the roles of arguments it lacks. */
    ToolEntry with(Map<String, Role> more) {
        Map<String, Role> all = new HashMap<>(more);
        all.putAll(args);
        return new ToolEntry(name, tier, kind, acts, all, fields, records, confirms, guessed);
    }

    /** A key without what servers write differently: {@code Product ID}, {@code product_id} and {@code productId} are one. */
    private static String plain(String key) {
        if (key.equals(Leaf.UNNAMED) || key.equals(NAMES) || key.equals(IDENTIFIERS)) {
            return key;
        }
        StringBuilder plain = new StringBuilder(key.length());
        key.chars().filter(Character::isLetterOrDigit).forEach(c -> plain.append((char) Character.toLowerCase(c)));
        return plain.toString();
    }
}
