package dev.sallyport.shield.injection;

/** Text in characters that a person does not see and a model reads. Pure, one pass, nothing for ASCII. */
final class Smuggled {
    private static final int TAG_FIRST = 0xE0020;
    private static final int TAG_LAST = 0xE007E;
    private static final int TAG_CANCEL = 0xE007F;
    private static final int FLAG = 0x1F3F4;
    private static final int SHORTEST = 4;
    private static final int LONGEST_FLAG = 8;
    private static final int JOINERS = 40;

    private Smuggled() {}

    /** Told of each stretch. */
    @FunctionalInterface
    interface Sink {
        void found(String kind, double confidence, int from, int to);
    }

    static void in(String text, Sink sink) {
        int joiners = 0;
        int turns = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x200B) {
                continue;
            }
            int point = text.codePointAt(i);
            if (isTag(point)) {
                i = run(text, i, "tag-characters", sink) - 1;
            } else if (isSelector(point)) {
                i = run(text, i, "selector-characters", sink) - 1;
            } else if (isTurn(point)) {
                turns = turns < 0 ? i : turns;
            } else if (isJoiner(point)) {
                joiners++;
                if (joiners == JOINERS) {
                    sink.found("zero-width", 0.6, i, i + 1);
                }
            }
            i += Character.charCount(point) - 1 > 0 && i < text.length() && Character.isHighSurrogate(text.charAt(i))
                    ? 1
                    : 0;
        }
        if (turns >= 0) {
            sink.found("reordered-text", 0.7, turns, turns + 1);
        }
    }

    /** Behind the run of characters of one sort that begins there; a flag's letters are no message. */
    private static int run(String text, int from, String kind, Sink sink) {
        boolean tags = kind.startsWith("tag");
        int count = 0;
        int at = from;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (tags ? !isTag(point) && point != TAG_CANCEL : !isSelector(point)) {
                break;
            }
            count++;
            at += Character.charCount(point);
        }
        boolean flag = tags && from >= 2 && text.codePointBefore(from) == FLAG && count <= LONGEST_FLAG;
        if (count >= SHORTEST && !flag) {
            sink.found(kind, 1, from, at);
        }
        return at;
    }

    private static boolean isTag(int point) {
        return point >= TAG_FIRST && point <= TAG_LAST;
    }

    private static boolean isSelector(int point) {
        return (point >= 0xE0100 && point <= 0xE01EF) || (point >= 0xFE00 && point <= 0xFE0D);
    }

    /** Overrides and isolates of direction (UAX 9); marks of direction are ordinary in texts of mixed scripts. */
    private static boolean isTurn(int point) {
        return point == 0x202D || point == 0x202E || (point >= 0x2066 && point <= 0x2068);
    }

    private static boolean isJoiner(int point) {
        return point == 0x200B || point == 0x2060 || (point >= 0x2061 && point <= 0x2064) || point == 0xFEFF;
    }
}
