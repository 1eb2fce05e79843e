package dev.sallyport.shield.secret;

import dev.sallyport.shield.Category;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Leaf;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shield that finds secrets and personal data in arguments and results. Credentials of a known form block; values that are secrets by
 * their name and looks, accounts, cards and social security numbers warn; addresses of mail and the like are only noted, once a subject.
 */
public final class SecretGuard implements Shield {
    /** Its name in settings, receipts and categories. */
    public static final String NAME = "secret-guard";

    private static final ShieldVersion VERSION = new ShieldVersion(NAME, "1.0.0");

    private final SecretFinder finder = SecretFinder.bundled();

    @Override
    public ShieldVersion version() {
        return VERSION;
    }

    @Override
    public boolean concerns(Subject subject) {
        return !subject.leaves().isEmpty();
    }

    @Override
    public List<Finding> inspect(Subject subject, Context context) {
        List<Finding> findings = new ArrayList<>();
        Set<String> noted = new HashSet<>();
        Map<String, SecretNames.Sort> sorts = new HashMap<>();
        for (Leaf leaf : subject.leaves()) {
            for (Secret secret : in(leaf, sorts)) {
                if (secret.tier() != Secret.Tier.ORDINARY || noted.add(secret.kind())) {
                    Span span = new Span(leaf.pointer(), secret.from(), secret.to());
                    Category category = new Category(NAME, secret.kind());
                    findings.add(Finding.of(secret.verdict(), category, secret.confidence(), span));
                }
            }
        }
        findings.sort(Comparator.comparing(Finding::verdict).reversed());
        return List.copyOf(findings);
    }

    private List<Secret> in(Leaf leaf, Map<String, SecretNames.Sort> sorts) {
        if (leaf.isName()) {
            return finder.in(leaf.text());
        }
        String name = name(leaf);
        // The rows of a list have the same members over and over.
        return finder.in(name, () -> sorts.computeIfAbsent(name, SecretNames::sort), leaf.text());
    }

    /** The member the value belongs to; an element of an array belongs to the array's. */
    private static String name(Leaf leaf) {
        String pointer = leaf.pointer();
        while (isIndex(pointer)) {
            pointer = pointer.substring(0, pointer.lastIndexOf('/'));
        }
        return pointer.equals(leaf.pointer()) ? leaf.member() : new Leaf(pointer, "", false).member();
    }

    private static boolean isIndex(String pointer) {
        int digits = pointer.length();
        while (digits > 0 && Shape.is(pointer.charAt(digits - 1), 'd')) {
            digits--;
        }
        return digits > 0 && digits < pointer.length() && pointer.charAt(digits - 1) == '/';
    }
}
