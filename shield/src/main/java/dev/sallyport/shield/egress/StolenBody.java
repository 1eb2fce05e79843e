package dev.sallyport.shield.egress;

import dev.sallyport.text.decode.Decodings;
import dev.sallyport.text.match.Words;
import java.util.List;

/** Whether a text that leaves holds what should not: keys, settings with secrets, a machine's accounts. */
final class StolenBody {
    private static final int LONGEST_DECODED = 1 << 14;
    private static final int LONG_WORD = 64;

    /** What such texts begin with or contain, whatever the secret itself is. */
    private static final Words MARKS = new Words(List.of(
            "PRIVATE KEY-----",
            "root:x:0:0",
            "aws_secret_access_key",
            "AWS_SESSION_TOKEN=",
            "DATABASE_URL=",
            "_PASSWORD=",
            "_SECRET=",
            "SECRET_KEY=",
            "_API_KEY=",
            "API_KEY=",
            "_TOKEN=",
            "github_pat_",
            "ghp_",
            "gho_",
            "glpat-",
            "xoxb-",
            "xoxp-",
            "sk-ant-",
            "sk-proj-",
            "sk_live_",
            "rk_live_",
            "AIzaSy",
            "AKIA",
            "ASIA",
            "BEGIN OPENSSH",
            "//registry.npmjs.org/:_auth",
            "client_secret\":",
            "private_key\":",
            "DB_PASS"));

    private StolenBody() {}

    /** Whether it holds one, as it is. */
    static boolean isIn(String text) {
        boolean[] found = new boolean[1];
        MARKS.find(text, (word, end) -> {
            String mark = MARKS.words().get(word);
            boolean key = mark.length() == 4 && Character.isUpperCase(mark.charAt(0));
            found[0] |= key ? isKey(text, end, mark) : isFollowed(text, end, mark);
            return !found[0];
        });
        return found[0];
    }

    /** Whether it holds one, as it is or behind an encoding of the whole or of a word. */
    static boolean isHiddenIn(String text) {
        return isIn(text)
                || (text.length() <= LONGEST_DECODED
                        && isOneWord(text)
                        && Decodings.of(text).stream().anyMatch(StolenBody::isIn));
    }

    /** Whether no space stands near its beginning: prose and code are not read as digits. */
    private static boolean isOneWord(String text) {
        int space = text.indexOf(' ');
        return space < 0 || space > LONG_WORD;
    }

    /** Sixteen capital letters and digits after the mark. */
    private static boolean isKey(String text, int end, String mark) {
        if (!text.startsWith(mark, end - mark.length()) || end + 16 > text.length()) {
            return false;
        }
        for (int i = end; i < end + 16; i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    /** A value behind a name: a name alone, or with a place-holder, is no secret. */
    private static boolean isFollowed(String text, int end, String mark) {
        if (mark.endsWith("-----") || mark.indexOf(':') > 0 || mark.startsWith("BEGIN")) {
            return true;
        }
        int from = end;
        while (from < text.length() && " =:\"'".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        int to = from;
        while (to < text.length() && to < from + 8 && !Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        boolean holds = to < text.length() ? "$<{*%".indexOf(text.charAt(from)) < 0 : to > from;
        return to - from >= 6 && holds && "$<{*%".indexOf(text.charAt(from)) < 0;
    }
}
