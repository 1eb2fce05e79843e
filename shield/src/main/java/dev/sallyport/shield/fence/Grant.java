package dev.sallyport.shield.fence;

import java.util.Optional;

/**
 * One declared permission, as agent profiles, skills and cells write it: {@code Read}, {@code Bash(git *)}, {@code Bash(npm run test:*)}, {@code
 * WebFetch(domain:example.com)}, {@code Edit(src/**)}, {@code mcp__github__*}. With {@code !} before it, a prohibition, which wins.
 *
 * @param tool the tool's name, in which a star stands for anything
 * @param limit what stands in parentheses; empty for everything the tool can do
 * @param denies whether it forbids instead
 */
public record Grant(String tool, Optional<String> limit, boolean denies) {
    private static final int LONGEST = 512;

    /** The grant written that way; empty if it is none: no name, an open parenthesis, more than {@value #LONGEST} characters. */
    public static Optional<Grant> parse(String text) {
        String plain = text.strip();
        boolean denies = plain.startsWith("!");
        String rest = denies ? plain.substring(1).strip() : plain;
        int open = rest.indexOf('(');
        if (rest.isEmpty() || rest.length() > LONGEST || open == 0 || (open > 0 && !rest.endsWith(")"))) {
            return Optional.empty();
        }
        String name = open < 0 ? rest : rest.substring(0, open).strip();
        String inside =
                open < 0 ? "" : rest.substring(open + 1, rest.length() - 1).strip();
        boolean named = !name.isEmpty() && name.chars().noneMatch(c -> c <= ' ' || c == ')' || c == ',');
        boolean all = inside.isEmpty() || inside.equals("*") || inside.equals(":*") || inside.equals("**");
        return named
                ? Optional.of(new Grant(name, all ? Optional.empty() : Optional.of(inside), denies))
                : Optional.empty();
    }

    /** Whether it names one of a call's names; letter case does not count. */
    boolean names(Iterable<String> names) {
        for (String name : names) {
            if (Globs.matches(tool, name, true)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return (denies ? "!" : "") + tool + limit.map(l -> "(" + l + ")").orElse("");
    }
}
