package dev.sallyport.text.shell;

import java.util.ArrayDeque;
import java.util.Deque;

/** The text being read and how far reading came; counts depth and work against the limits. Confined to one thread. */
final class Source {
    static final char END = '\0';

    private final String text;
    private final Budget budget;
    private int end;
    private int at;

    Source(String text, Budget budget) {
        this.text = text;
        this.end = text.length();
        this.budget = budget;
    }

    /** What all readings of one line share: a text inside a text counts against the same limits. */
    static final class Budget {
        private int depth;
        private int commands;
        private long work;

        void enter(int offset) {
            if (++depth > Shell.MAX_DEPTH) {
                throw new Unreadable("nested deeper than " + Shell.MAX_DEPTH + " levels", offset);
            }
        }

        void leave() {
            depth--;
        }

        void command(int offset) {
            if (++commands > Shell.MAX_COMMANDS) {
                throw new Unreadable("more than " + Shell.MAX_COMMANDS + " commands", offset);
            }
        }

        void work(int chars, int offset) {
            work += chars;
            if (work > Shell.MAX_WORK) {
                throw new Unreadable("takes more than " + Shell.MAX_WORK + " steps to read", offset);
            }
        }
    }

    Budget budget() {
        return budget;
    }

    /** Here-documents whose bodies begin after the next line end. */
    final Deque<HereDocument> pending = new ArrayDeque<>();

    int at() {
        return at;
    }

    void to(int position) {
        at = position;
    }

    int end() {
        return end;
    }

    /** Reads as if the text ended there; answers where it ended before. */
    int narrowed(int to) {
        int before = end;
        end = to;
        return before;
    }

    boolean done() {
        return at >= end;
    }

    char peek() {
        return at < end ? text.charAt(at) : END;
    }

    char peek(int ahead) {
        return at + ahead < end ? text.charAt(at + ahead) : END;
    }

    char charAt(int position) {
        return text.charAt(position);
    }

    char next() {
        if (at >= end) {
            throw fault("ends in the middle");
        }
        return text.charAt(at++);
    }

    boolean has(String word) {
        return at + word.length() <= end && text.startsWith(word, at);
    }

    boolean take(String word) {
        if (!has(word)) {
            return false;
        }
        at += word.length();
        return true;
    }

    void expect(String word) {
        if (!take(word)) {
            throw fault("`" + word + "` is missing");
        }
    }

    String between(int from, int to) {
        return text.substring(from, to);
    }

    Unreadable fault(String why) {
        return new Unreadable(why, at);
    }

    /** Blanks, joined lines and, where a word could begin, a comment. */
    void skipBlanks() {
        for (; ; ) {
            char c = peek();
            if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '\\' && peek(1) == '\n') {
                at += 2;
            } else {
                break;
            }
        }
        if (peek() == '#') {
            while (!done() && peek() != '\n') {
                at++;
            }
        }
    }
}
