package dev.sallyport.text.form;

import dev.sallyport.text.form.Spelling.Kind;
import java.util.ArrayList;
import java.util.List;

/** The spellings of a value, and those found within a text, each in time linear in it. Immutable. */
public final class Spellings {
    /** Longer texts are not read as one value, except web addresses. */
    private static final int LONGEST_VALUE = 64;

    private static final int LONGEST_ADDRESS = 2048;
    private static final String AROUND = "\"'`()[]{}<>,;:!?.*|";

    private Spellings() {}

    /** Where spellings within a text go. */
    @FunctionalInterface
    public interface Sink {
        /** One is found; {@code whole} if it is the text's only content. */
        void found(Spelling spelling, boolean whole);
    }

    /** What the whole value may mean; empty for most. */
    public static List<Spelling> of(CharSequence value) {
        List<Spelling> all = new ArrayList<>(2);
        boolean digits = hasDigit(value);
        if (digits && value.length() <= LONGEST_VALUE) {
            NumberForm.of(value).forEach(form -> all.add(new Spelling(Kind.NUMBER, form)));
            DateForm.of(value).forEach(form -> all.add(new Spelling(Kind.DATE, form)));
            CompactForm.of(value).ifPresent(form -> all.add(new Spelling(Kind.COMPACT, form)));
        }
        UrlForm.of(isBareHost(value) ? "http://" + value : value)
                .filter(form -> form.indexOf('.') > 0)
                .ifPresent(form -> all.add(new Spelling(Kind.URL, form)));
        return all;
    }

    /**
     * Finds in a text what is spelled otherwise than its plain characters say: grouped and exponential numbers, dates other than
     * ISO's, addresses with a scheme, digits in groups.
     */
    public static void scan(CharSequence text, Sink sink) {
        if (text.length() <= LONGEST_VALUE) {
            offer(of(text), text, true, sink);
        }
        new Scan(text, sink).run();
    }

    private static void offer(List<Spelling> spellings, CharSequence span, boolean whole, Sink sink) {
        for (Spelling spelling : spellings) {
            if (!spelling.text().contentEquals(span)) {
                sink.found(spelling, whole);
            }
        }
    }

    /** Whether it begins as a host name of letters, digits and hyphens with a point in it, and holds no space. */
    private static boolean isBareHost(CharSequence value) {
        int point = -1;
        int at = 0;
        while (at < value.length() && value.length() <= LONGEST_ADDRESS && "/?#:".indexOf(value.charAt(at)) < 0) {
            char c = value.charAt(at);
            boolean name = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c > 127;
            if (c == '.' && at > point + 1) {
                point = at;
            } else if (!name) {
                return false;
            }
            at++;
        }
        return point > 0 && at > point + 2 && !Character.isDigit(value.charAt(point + 1));
    }

    private static boolean hasDigit(CharSequence text) {
        int end = Math.min(text.length(), LONGEST_VALUE);
        for (int i = 0; i < end; i++) {
            if (Character.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** One pass over a text's words; the last four are remembered for dates, a run of digit groups for compact forms. */
    private static final class Scan {
        private static final int REMEMBERED = 4;

        private final CharSequence text;
        private final Sink sink;
        private final int[] from = new int[REMEMBERED];
        private final int[] to = new int[REMEMBERED];
        private final boolean[] numeric = new boolean[REMEMBERED];
        private int words;
        private int runFrom = -1;
        private int runTo;

        Scan(CharSequence text, Sink sink) {
            this.text = text;
            this.sink = sink;
        }

        void run() {
            int at = 0;
            while (at < text.length()) {
                int begin = at;
                boolean digits = false;
                boolean address = false;
                while (at < text.length() && text.charAt(at) > ' ') {
                    char c = text.charAt(at);
                    digits |= c >= '0' && c <= '9';
                    address |= c == '/' || c == 'w' || c == 'W';
                    at++;
                }
                if (at > begin) {
                    word(begin, at, digits, address);
                }
                at++;
            }
            endRun();
        }

        private void word(int begin, int end, boolean digits, boolean address) {
            int first = begin;
            int last = end;
            while (first < last && AROUND.indexOf(text.charAt(first)) >= 0 && text.charAt(first) != '(') {
                first++;
            }
            while (last > first && AROUND.indexOf(text.charAt(last - 1)) >= 0) {
                last--;
            }
            boolean alone = last - first == text.length();
            CharSequence span = text.subSequence(first, last);
            if (!alone && digits && span.length() <= LONGEST_VALUE) {
                offer(of(span), span, false, sink);
            } else if (!alone && address) {
                UrlForm.of(span).ifPresent(form -> sink.found(new Spelling(Kind.URL, form), false));
            }
            group(first, last, digits, end > last);
            remember(first, last, digits);
        }

        /** Continues or ends a run of groups such as {@code +49 (30) 123-45}. */
        private void group(int first, int last, boolean digits, boolean ends) {
            boolean fits = digits && last - first <= LONGEST_VALUE && isGroup(first, last);
            if (!fits) {
                endRun();
                return;
            }
            if (runFrom < 0) {
                runFrom = first;
            }
            runTo = last;
            if (ends && text.charAt(last) != ')') {
                endRun();
            }
        }

        private void endRun() {
            if (runFrom >= 0 && runTo - runFrom <= LONGEST_VALUE && runTo - runFrom < text.length()) {
                CharSequence span = text.subSequence(runFrom, runTo);
                CompactForm.of(span)
                        .ifPresent(form -> offer(List.of(new Spelling(Kind.COMPACT, form)), span, false, sink));
            }
            runFrom = -1;
        }

        private boolean isGroup(int first, int last) {
            for (int i = first; i < last; i++) {
                char c = text.charAt(i);
                boolean letter = c >= 'A' && c <= 'Z';
                if (!letter && (c < '0' || c > '9') && "-./()+".indexOf(c) < 0) {
                    return false;
                }
            }
            return true;
        }

        private void remember(int first, int last, boolean digits) {
            System.arraycopy(from, 1, from, 0, REMEMBERED - 1);
            System.arraycopy(to, 1, to, 0, REMEMBERED - 1);
            System.arraycopy(numeric, 1, numeric, 0, REMEMBERED - 1);
            from[REMEMBERED - 1] = first;
            to[REMEMBERED - 1] = last;
            numeric[REMEMBERED - 1] = digits;
            words++;
            for (int back = 3; digits && back <= Math.min(words, REMEMBERED); back++) {
                int start = REMEMBERED - back;
                boolean named = isMonth(start) || (numeric[start] && (isMonth(start + 1) || isMonth(start + 2)));
                if (named && last - from[start] < LONGEST_VALUE && last - from[start] < text.length()) {
                    CharSequence span = text.subSequence(from[start], last);
                    DateForm.of(span).forEach(day -> sink.found(new Spelling(Kind.DATE, day), false));
                }
            }
        }

        private boolean isMonth(int word) {
            return word < REMEMBERED && DateForm.month(text.subSequence(from[word], to[word])) > 0;
        }
    }
}
