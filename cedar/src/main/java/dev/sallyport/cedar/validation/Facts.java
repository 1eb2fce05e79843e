package dev.sallyport.cedar.validation;

import dev.sallyport.cedar.syntax.Expr;
import dev.sallyport.cedar.syntax.ExprText;
import java.util.HashSet;
import java.util.Set;

/** What is known to exist once an expression was true: optional attributes and tags that were asked for. Immutable. */
record Facts(Set<String> known) {

    static final Facts NONE = new Facts(Set.of());

    static Facts attribute(Expr owner, String name) {
        return new Facts(Set.of(attributeKey(owner, name)));
    }

    static Facts tag(Expr owner, Expr tag) {
        return new Facts(Set.of(tagKey(owner, tag)));
    }

    boolean hasAttribute(Expr owner, String name) {
        return !known.isEmpty() && known.contains(attributeKey(owner, name));
    }

    boolean hasTag(Expr owner, Expr tag) {
        return !known.isEmpty() && known.contains(tagKey(owner, tag));
    }

    private static String attributeKey(Expr owner, String name) {
        return "attribute " + name.length() + " " + name + " of " + ExprText.of(owner);
    }

    private static String tagKey(Expr owner, Expr tag) {
        String name = ExprText.of(tag);
        return "tag " + name.length() + " " + name + " of " + ExprText.of(owner);
    }

    Facts and(Facts other) {
        if (known.isEmpty() || other.known.isEmpty()) {
            return known.isEmpty() ? other : this;
        }
        Set<String> union = new HashSet<>(known);
        union.addAll(other.known);
        return new Facts(union);
    }

    Facts or(Facts other) {
        if (known.isEmpty() || other.known.isEmpty()) {
            return NONE;
        }
        Set<String> common = new HashSet<>(known);
        common.retainAll(other.known);
        return new Facts(common);
    }
}
