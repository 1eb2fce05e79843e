package dev.sallyport.cedar;

import java.util.List;
import java.util.Random;

/** Writes policies over the fixed world of {@link World}: mostly well typed, now and then not. Not thread-safe. */
final class RandomPolicies {

    private static final List<String> USERS = List.of("User::\"a\"", "User::\"b\"", "Plain::\"p\"");
    private static final List<String> GROUPS = List.of("Group::\"g\"", "Group::\"h\"", "Group::\"none\"");
    private static final List<String> DOCS = List.of("Doc::\"d\"", "Doc::\"e\"", "Doc::\"folder\"");
    private static final List<String> ACTIONS = List.of("Action::\"view\"", "Action::\"edit\"", "Action::\"all\"");

    private final Random random;

    RandomPolicies(long seed) {
        this.random = new Random(seed);
    }

    String policies(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(policy()).append('\n');
        }
        return out.toString();
    }

    String policy() {
        return pick("permit", "forbid") + "(" + principal() + ", " + action() + ", " + resource() + ") when { "
                + bool(3) + " };";
    }

    private String principal() {
        return switch (random.nextInt(5)) {
            case 0 -> "principal == " + pick(USERS);
            case 1 -> "principal in " + pick(GROUPS);
            case 2 -> "principal is " + pick("User", "Plain");
            case 3 -> "principal is User in " + pick(GROUPS);
            default -> "principal";
        };
    }

    private String action() {
        return switch (random.nextInt(4)) {
            case 0 -> "action == " + pick(ACTIONS);
            case 1 -> "action in " + pick(ACTIONS);
            case 2 -> "action in [" + pick(ACTIONS) + ", " + pick(ACTIONS) + "]";
            default -> "action";
        };
    }

    private String resource() {
        return switch (random.nextInt(5)) {
            case 0 -> "resource == " + pick(DOCS);
            case 1 -> "resource in " + pick(DOCS);
            case 2 -> "resource is Doc";
            case 3 -> "resource is Doc in " + pick(DOCS);
            default -> "resource";
        };
    }

    String bool(int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return pick("true", "false", "principal.flag", "principal has opt", "context has rec.x", "context.n == 5");
        }
        int d = depth - 1;
        return switch (random.nextInt(16)) {
            case 0 -> "(" + bool(d) + " && " + bool(d) + ")";
            case 1 -> "(" + bool(d) + " || " + bool(d) + ")";
            case 2 -> "!" + "(" + bool(d) + ")";
            case 3 -> "(if " + bool(d) + " then " + bool(d) + " else " + bool(d) + ")";
            case 4 -> "(" + number(d) + pick(" < ", " <= ", " > ", " >= ", " == ", " != ") + number(d) + ")";
            case 5 -> "(" + entity() + " in " + pick(entity(), "[" + entity() + ", " + entity() + "]") + ")";
            case 6 -> "(" + entity() + pick(" == ", " != ") + entity() + ")";
            case 7 -> "(" + text(d) + " like " + pick("\"*\"", "\"n*\"", "\"*v\"", "\"a\\*\"", "\"\"") + ")";
            case 8 -> set(d) + pick(".contains(", ".containsAll(", ".containsAny(") + pick(text(d), set(d)) + ")";
            case 9 -> "(" + entity() + " is " + pick("User", "Doc", "Group") + ")";
            case 10 -> "(principal has opt && " + text(d) + " == principal.opt)";
            case 11 -> "(" + entity() + ".hasTag(\"k\") && " + entity() + ".getTag(\"k\") == " + text(d) + ")";
            case 12 -> "(" + any(d) + " == " + any(d) + ")";
            case 13 -> ip() + pick(".isLoopback()", ".isIpv4()", ".isMulticast()", ".isInRange(" + ip() + ")");
            case 14 -> "(" + time() + pick(" < ", " == ", " >= ") + time() + ")";
            default -> set(d) + ".isEmpty()";
        };
    }

    private String number(int depth) {
        if (depth == 0 || random.nextBoolean()) {
            return pick("0", "1", "-7", "9223372036854775807", "context.n", "principal.age", "principal.nested.a");
        }
        int d = depth - 1;
        return "(" + number(d) + pick(" + ", " - ", " * ") + number(d) + ")";
    }

    private String text(int depth) {
        if (depth > 0 && random.nextInt(6) == 0) {
            return "(if " + bool(depth - 1) + " then " + text(0) + " else " + text(0) + ")";
        }
        return pick("\"\"", "\"n\"", "\"v\"", "principal.name", "principal.opt", "context.s", "\"x\"");
    }

    private String set(int depth) {
        return pick("resource.labels", "context.tags", "[" + text(depth) + ", \"x\"]", "[\"x\"]", "[]");
    }

    private String entity() {
        return pick("principal", "resource", "action", "context.u", "resource.owner", pick(USERS), pick(GROUPS));
    }

    private String ip() {
        return "ip(\"" + pick("127.0.0.1", "10.0.0.0/8", "::1", "ff00::/8", "10.1.2.3/16", "300.1.1.1") + "\")";
    }

    private String time() {
        String datetime = "datetime(\"" + pick("2024-10-15", "2024-02-29T23:59:59.999Z", "2023-02-29") + "\")";
        return pick(
                datetime,
                datetime + ".offset(duration(\"" + pick("1d", "-36h5ms", "x") + "\"))",
                datetime + ".toDate()");
    }

    private String any(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> number(depth);
            case 1 -> text(depth);
            case 2 -> entity();
            case 3 -> set(depth);
            case 4 -> "{a: " + number(depth) + ", \"b c\": " + text(depth) + "}";
            default -> "decimal(\"" + pick("1.0", "-0.5", "922337203685477.5808") + "\")";
        };
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
